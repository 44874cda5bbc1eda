// The list of the keys that the page knows.

import { element, icon } from './dom.js';

/** Keys, and what is said of them. */
const KEYS = [
  [['←', '→'], 'keyChange'], [['Shift ←', 'Shift →'], 'keyDay'], [['Home', 'End'], 'keyEnd'], [['Space'], 'keyPlay'],
  [['↑', '↓'], 'keyMove'], [['+', '−'], 'keyZoom'], [['0'], 'home'], [['Enter'], 'keyPlace'], [['/'], 'search'],
  [['Esc'], 'close'], [['?'], 'keys'],
];

/** Makes the list; `open()` shows it. */
export function mount(body, { words }) {
  const dialog = element('dialog', { id: 'shortcuts', 'aria-labelledby': 'shortcuts-title', onclick: (event) => event.target === dialog && dialog.close() });
  body.append(dialog);
  const row = ([keys, said]) => element('tr', {},
    element('th', { scope: 'row', dir: 'ltr' }, keys.map((key) => element('kbd', {}, key))), element('td', {}, words.t(said)));
  return {
    open: () => {
      if (dialog.open) return;
      dialog.replaceChildren(element('div', { class: 'shortcuts' },
        element('div', { class: 'panel-head' }, element('h2', { id: 'shortcuts-title' }, words.t('keys')),
          element('button', { type: 'button', class: 'quiet', 'aria-label': words.t('close'), onclick: () => dialog.close() }, icon('close'))),
        element('table', {}, element('tbody', {}, KEYS.map(row)))));
      dialog.showModal();
    },
  };
}
