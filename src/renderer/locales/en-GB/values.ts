/** How values of the record are said. */
export default {
  on: 'on',
  off: 'off',
  yes: 'Yes',
  no: 'No',
  empty: 'empty',
  none: 'none',
  unnamed: 'Unnamed person',
  quoted: '“{text}”',
  added: 'added {names}',
  removed: 'removed {names}',
  noPicture: 'no picture',
  hadPicture: 'the current picture',
  never: 'Never',
  now: 'just now',
  seconds: '{n} second | {n} seconds',
  minutes: '{n} minute | {n} minutes',
}
