// The same mark as favicon.svg (dashed ring, tick), drawn pixel by pixel into a PNG inside an ICO:
// some programs ask for /favicon.ico whatever the page says.
import * as zlib from "node:zlib";

const SIZE = 32;
const SAMPLES = 4;
const INK = [0x0b, 0x5b, 0x76];
const DASHES = 10;
const TICK = [[9.8, 16.6], [14.2, 21], [22.4, 11.6]];

function distanceToSegment(x, y, [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const along = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

function inMark(x, y) {
  const turn = ((Math.atan2(y - 16, x - 16) / (2 * Math.PI) + 1) * DASHES) % 1;
  const ring = Math.abs(Math.hypot(x - 16, y - 16) - 13.4) < 1.3 && turn < 0.72;
  return ring || distanceToSegment(x, y, TICK[0], TICK[1]) < 1.7 || distanceToSegment(x, y, TICK[1], TICK[2]) < 1.7;
}

/** Share of a pixel that the mark covers, 0–255. */
function coverage(column, row) {
  let hits = 0;
  for (let i = 0; i < SAMPLES * SAMPLES; i += 1) {
    const x = column + ((i % SAMPLES) + 0.5) / SAMPLES;
    const y = row + (Math.floor(i / SAMPLES) + 0.5) / SAMPLES;
    if (inMark(x, y)) hits += 1;
  }
  return Math.round((255 * hits) / SAMPLES ** 2);
}

function pixels() {
  const rows = Buffer.alloc(SIZE * (1 + SIZE * 4));
  for (let row = 0; row < SIZE; row += 1) {
    for (let column = 0; column < SIZE; column += 1) {
      rows.set([...INK, coverage(column, row)], row * (1 + SIZE * 4) + 1 + column * 4);
    }
  }
  return rows;
}

function crc(bytes) {
  if (zlib.crc32) return zlib.crc32(bytes);
  let c = 0xffffffff;
  for (const byte of bytes) {
    c ^= byte;
    for (let bit = 0; bit < 8; bit += 1) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
  }
  return (c ^ 0xffffffff) >>> 0;
}

function chunk(type, body) {
  const named = Buffer.concat([Buffer.from(type, "latin1"), body]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(body.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc(named), named.length + 4);
  return framed;
}

function png() {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIZE, 0);
  header.writeUInt32BE(SIZE, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", zlib.deflateSync(pixels())), chunk("IEND", Buffer.alloc(0))]);
}

/** Bytes of an ICO file with one 32 × 32 PNG in it. */
export function faviconIco() {
  const image = png();
  const directory = Buffer.alloc(22);
  directory.writeUInt16LE(1, 2);
  directory.writeUInt16LE(1, 4);
  directory.set([SIZE, SIZE, 0, 0], 6);
  directory.writeUInt16LE(1, 10);
  directory.writeUInt16LE(32, 12);
  directory.writeUInt32LE(image.length, 14);
  directory.writeUInt32LE(22, 18);
  return Buffer.concat([directory, image]);
}
