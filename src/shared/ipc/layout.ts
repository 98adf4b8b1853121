import * as v from 'valibot'

/** Widths of columns, px: narrower, a heading cannot be grasped; wider, nothing else is seen. */
export const leastWidth = 48
export const mostWidth = 1_000

export const densities = ['comfortable', 'compact'] as const
export type Density = (typeof densities)[number]

/** How an account's window shows the people: which columns, in which order, how wide, and how high a row is. */
export const GridLayout = v.object({
  /** Null until a person arranges them: then columns come and go with the room there is. A width of null is found by itself. */
  columns: v.nullable(
    v.pipe(
      v.array(
        v.object({
          id: v.pipe(v.string(), v.maxLength(100)),
          width: v.nullable(
            v.pipe(v.number(), v.safeInteger(), v.minValue(leastWidth), v.maxValue(mostWidth)),
          ),
        }),
      ),
      v.maxLength(200),
    ),
  ),
  density: v.picklist(densities),
})
export type GridLayout = v.InferOutput<typeof GridLayout>

export const initialLayout: GridLayout = { columns: null, density: 'compact' }
