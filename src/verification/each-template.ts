import type { SpeakerStore } from '../store/speaker-store.js';

const PAGE = 200;

/** Ids of all templates, those included that are stored meanwhile behind the one in hand. */
export async function* eachTemplate(speakers: Pick<SpeakerStore, 'templatesAfter'>): AsyncGenerator<string> {
  for (let page = await speakers.templatesAfter(null, PAGE); page.length > 0; ) {
    yield* page;
    page = await speakers.templatesAfter(page.at(-1)!, PAGE);
  }
}
