import * as v from 'valibot'

/** Numbers of many people: a plain array of them would take longer to judge than main may be away. */
export const ManyIds = v.pipe(
  v.instance(Float64Array),
  v.maxLength(200_000),
  v.check((ids) => ids.every((one) => Number.isSafeInteger(one) && one > 0)),
)
