// What the data is, what it does not say, where it comes from and under which terms.

import { element } from '../dom.js';

export function mount(place, context) {
  const { store, data, words, api } = context;
  const show = () => {
    const paragraph = (names, attributes) => {
      const text = words.name(names);
      return text ? element('p', { dir: 'auto', ...attributes }, text) : null;
    };
    const parts = [
      paragraph(data.description, {}) ?? element('p', {}, words.t('undescribed')),
      element('p', { class: 'faint' }, words.t('period', { from: words.date(data.first), until: words.date(data.latest) })),
      paragraph(data.disclaimer, { class: 'disclaimer' }),
      ...cited(data.sources, words.t('citedSources')),
      ...cited(data.backdrop, words.t('backdrop')),
      element('p', {}, element('button', { type: 'button', class: 'link keys', onclick: () => context.shortcuts.open() }, `${words.t('keys')} (?)`)),
      element('p', { class: 'faint' },
        api.live && element('a', { href: api.url('api', { f: 'html' }) }, words.t('forPrograms')), api.live && ' · ', element('span', {}, words.t('madeWith'))),
    ];
    place.replaceChildren(...parts.filter(Boolean));
  };

  const cited = (sources, heading) => (sources.length > 0
    ? [element('h3', {}, heading), element('ul', { class: 'cited-list' }, sources.map(source))]
    : []);

  function source({ title, url, license }) {
    const name = words.name(title);
    const named = isWeb(url) ? element('a', { href: url, rel: 'noopener noreferrer', target: '_blank' }, name) : element('span', {}, name);
    return element('li', {}, named, license && element('span', { class: 'faint' }, ` ${words.t('licence', { licence: license })}`));
  }

  show();
  store.on('lang', show);
}

// A link of the data must lead to a page, and not run as one.
const isWeb = (url) => /^https?:\/\//i.test(url);
