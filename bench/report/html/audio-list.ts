import type { AudioItem, AudioList } from '../result.js';
import { escapeHtml } from './escape.js';
import { notesHtml } from './table-html.js';

const itemHtml = ({ title, lines, source }: AudioItem): string => {
  const player = source?.startsWith('data:audio/')
    ? `<audio controls preload="none" src="${escapeHtml(source)}" aria-label="${escapeHtml(title)}"></audio>`
    : '';
  return `<li><strong>${escapeHtml(title)}</strong>${lines.map((it) => `<p>${escapeHtml(it)}</p>`).join('')}${player}</li>`;
};

/** Recordings to listen to, each with what was expected and heard. */
export const audioListHtml = ({ title, items, note }: AudioList): string =>
  `<h3>${escapeHtml(title)}</h3>${notesHtml(note ? [note] : [])}<ol class="audio">${items.map(itemHtml).join('')}</ol>`;
