import t from 'tap';
import { endIsCut } from './stream-end.js';

const frame = (): Buffer => Buffer.concat([Buffer.from([0xff, 0xf3, 0x48, 0x00]), Buffer.alloc(140, 0x55)]);
const frames = (count: number): Buffer => Buffer.concat(Array.from({ length: count }, frame));

function oggPage(flags: number, body: number): Buffer {
  const header = Buffer.alloc(28);
  header.write('OggS', 0, 'latin1');
  header[5] = flags;
  header[26] = 1;
  header[27] = body;
  return Buffer.concat([header, Buffer.alloc(body, 1)]);
}

t.test('MP3: a whole last frame, tags and padding after it are an end; a part of a frame is a cut', async (t) => {
  const tag = Buffer.concat([Buffer.from('TAG', 'latin1'), Buffer.alloc(125)]);
  t.equal(endIsCut('mp3', frames(6)), false);
  t.equal(endIsCut('mp3', Buffer.concat([frames(6), tag])), false);
  t.equal(endIsCut('mp3', Buffer.concat([frames(6), Buffer.alloc(50)])), false);
  t.equal(endIsCut('mp3', frames(6).subarray(70)), false, 'the window may begin inside a frame');
  t.equal(endIsCut('mp3', frames(6).subarray(0, -1)), true);
  t.equal(endIsCut('mp3', frames(6).subarray(70, -100)), true);
  t.equal(endIsCut('mp3', Buffer.alloc(400, 7)), false, 'no frames, no opinion');
});

t.test('Ogg: the last page must be whole and carry the end-of-stream flag', async (t) => {
  const whole = Buffer.concat([oggPage(2, 30), oggPage(0, 200), oggPage(4, 90)]);
  t.equal(endIsCut('ogg', whole), false);
  t.equal(endIsCut('ogg', whole.subarray(0, -1)), true);
  t.equal(endIsCut('ogg', whole.subarray(0, -118)), true, 'cut between pages');
  t.equal(endIsCut('ogg', whole.subarray(0, -100)), true, 'cut inside a page header');
  t.equal(endIsCut('ogg', Buffer.alloc(100)), true, 'no page at all');
});

t.test('other containers are left to ffmpeg', async (t) => {
  t.equal(endIsCut('flac', frames(6).subarray(0, -1)), false);
});
