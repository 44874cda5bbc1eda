// The words of the panels, in every language: a key, and how each language says it. `{name}` stands for what is put in.

export const panels = {};
