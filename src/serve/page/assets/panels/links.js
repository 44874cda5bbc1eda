// Addresses in texts of the data, made links.

import { element } from '../dom.js';

const WEB = /https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]]/gi;

/** A text as nodes: its web addresses lead where they say, all else stays text. */
export function linked(text) {
  const nodes = [];
  let end = 0;
  for (const { 0: address, index } of text.matchAll(WEB)) {
    nodes.push(text.slice(end, index), element('a', { href: address, rel: 'noopener noreferrer', target: '_blank' }, address.replace(/^https?:\/\//i, '')));
    end = index + address.length;
  }
  return [...nodes, text.slice(end)].filter(Boolean);
}
