// Text into the clipboard.

import { element } from '../dom.js';

/** Copies a text; tells whether that was possible. Without a secure connection only the old way is open. */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedByHand(text);
  }
}

function copiedByHand(text) {
  const before = document.activeElement;
  const field = element('textarea', { class: 'unseen', readonly: true, 'aria-hidden': 'true' });
  field.value = text;
  document.body.append(field);
  field.select();
  const isDone = document.execCommand('copy');
  field.remove();
  before?.focus?.({ preventScroll: true });
  return isDone;
}

/** A button that copies what `text()` gives, and says so in place of its own words and to screen readers. */
export function copyButton(words, text, attributes, ...content) {
  const button = element('button', { type: 'button', ...attributes }, content);
  button.addEventListener('click', async () => {
    const said = words.t((await copied(text())) ? 'copied' : 'notCopied');
    button.replaceChildren(said);
    document.getElementById('status').textContent = said;
    setTimeout(() => button.replaceChildren(...content), 2000);
  });
  return button;
}
