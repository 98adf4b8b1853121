import { createHash } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'

const cells = 5
const cellSize = 24
const side = (cells + 1) * cellSize
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** A small symmetric pattern in two colours as PNG; the same text always gives the same picture. */
export function drawPicture(text: string): Uint8Array<ArrayBuffer> {
  const digest = createHash('sha256').update(text).digest()
  const palette = Buffer.from([...soft(digest, 0, 200), ...soft(digest, 3, 60)])
  const rows = Array.from({ length: side }, (_, y) =>
    Buffer.from([0, ...Array.from({ length: side }, (_, x) => pixel(digest, x, y))]),
  )
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  // Eight bits for each pixel, which is a number in the palette.
  header.set([8, 3, 0, 0, 0], 8)
  return new Uint8Array(
    Buffer.concat([
      signature,
      chunk('IHDR', header),
      chunk('PLTE', palette),
      chunk('IDAT', deflateSync(Buffer.concat(rows))),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  )
}

function soft(digest: Buffer, at: number, base: number): number[] {
  return [0, 1, 2].map((part) => base + (digest.readUInt8(at + part) % 56))
}

/** The left half decides, the right half mirrors it; half a cell of margin all around. */
function pixel(digest: Buffer, x: number, y: number): 0 | 1 {
  const column = Math.floor((x - cellSize / 2) / cellSize)
  const row = Math.floor((y - cellSize / 2) / cellSize)
  if (column < 0 || row < 0 || column >= cells || row >= cells) return 0
  const mirrored = Math.min(column, cells - 1 - column)
  return digest.readUInt8(6 + mirrored * cells + row) % 2 === 0 ? 0 : 1
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(body.length + 8)
  frame.writeUInt32BE(data.length, 0)
  body.copy(frame, 4)
  frame.writeUInt32BE(crc32(body), body.length + 4)
  return frame
}
