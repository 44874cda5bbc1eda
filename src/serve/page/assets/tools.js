// The buttons beside the map: panels, language, colours, zoom.

import { element, icon, say } from './dom.js';

export function mount(place, { store, data, map, words, panels: names }) {
  const panels = names.map((name) => button(name, () => store.set({ panel: store.get().panel === name ? null : name })));
  const theme = button('moon', () => store.set({ theme: store.get().theme === 'dark' ? 'light' : 'dark' }));
  const choice = element('select', { onchange: () => store.set({ lang: choice.value }) },
    data.languages.map((code) => element('option', { value: code, lang: code }, words.native(code))));
  const letters = element('span', { 'aria-hidden': 'true' });
  const language = element('label', { class: 'tool language' }, letters, choice);
  const zoomIn = button('plus', () => map.zoomBy(0.8));
  const zoomOut = button('minus', () => map.zoomBy(-0.8));
  const home = button('home', () => map.home());
  place.append(
    element('div', { class: 'group' }, panels),
    element('div', { class: 'group' }, language, theme),
    element('div', { class: 'group zoom' }, zoomIn, zoomOut, home),
  );

  const put = () => {
    const { lang, theme: shown, panel } = store.get();
    names.forEach((name, index) => {
      say(panels[index], words.t(name));
      panels[index].setAttribute('aria-pressed', String(panel === name));
    });
    theme.replaceChildren(icon(shown === 'dark' ? 'sun' : 'moon'));
    say(theme, words.t(shown === 'dark' ? 'light' : 'dark'));
    say(zoomIn, words.t('zoomIn'));
    say(zoomOut, words.t('zoomOut'));
    say(home, words.t('home'));
    choice.value = lang;
    choice.setAttribute('aria-label', words.t('language'));
    language.title = words.t('language');
    letters.textContent = words.letters(lang);
  };
  put();
  store.on(['lang', 'theme', 'panel'], put);
}

const button = (name, onclick) => element('button', { type: 'button', class: 'tool', onclick }, icon(name));
