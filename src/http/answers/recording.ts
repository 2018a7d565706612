import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AudioDownload } from '../../verification/use-cases.js';
import { parseRange, sliceStream } from '../byte-range.js';

const etagOf = ({ sha256 }: AudioDownload): string => `"${sha256}"`;

const isFresh = (request: FastifyRequest, etag: string): boolean =>
  (request.headers['if-none-match'] ?? '').split(',').some((known) => known.trim() === etag);

/** The original bytes, or one range of them; 304 when the caller has them. */
export const answerRecording = (request: FastifyRequest, reply: FastifyReply, audio: AudioDownload): FastifyReply => {
  const etag = etagOf(audio);
  reply.headers({ etag, 'accept-ranges': 'bytes', 'cache-control': 'private, no-cache' });
  if (isFresh(request, etag)) {
    audio.stream.destroy();
    return reply.code(304).send();
  }
  reply.type(audio.contentType).header('content-disposition', 'attachment');
  const ifRange = request.headers['if-range'];
  const range = ifRange === undefined || ifRange === etag ? parseRange(request.headers.range, audio.bytes) : null;
  if (!range) return reply.header('content-length', audio.bytes).send(audio.stream);
  reply.header('content-range', `bytes ${range.first}-${range.last}/${audio.bytes}`);
  reply.header('content-length', range.last - range.first + 1);
  return reply.code(206).send(sliceStream(audio.stream, range));
};
