/** Entry of a worker thread: judges the cases of one recording for each message. */
import { parentPort } from 'node:worker_threads';
import { type JudgeTask, judgeCases, scoreCases } from './judge-cases.js';
import { readScores, type Scores, writeScores } from './scored-cache.js';

const scoresOf = (task: JudgeTask): Scores => {
  if (task.cache === null) return scoreCases(task);
  const { folder, key } = task.cache;
  const kept = readScores(folder, key);
  if (kept !== null) return kept;
  const scores = scoreCases(task);
  writeScores(folder, key, scores);
  return scores;
};

parentPort!.on('message', (task: JudgeTask) => parentPort!.postMessage(judgeCases(task, scoresOf(task))));
