import type { Database } from '../../../src/store/database.ts'
import type { Gates } from './gates.ts'
import { forever, type Life } from './life.ts'

/** Thrown into a transaction whose process ended: it is rolled back, and nobody hears of it. */
class Torn extends Error {
  override name = 'Torn' as const
}

/** The database as one life has it: between its transactions, and within them, that life may end. What is on disk stays. */
export function mortal(db: Database, life: Life, gates: Gates, touched: (text: string) => void): Database {
  return {
    async transaction(work) {
      const { step } = life
      await gates.pass(life, 'before', step)
      const last = gates.tornAfter()
      let statements = 0
      const result = await db
        .transaction((sql) =>
          work((text, ...params) => {
            if (last !== null && statements++ >= last && life.alive) gates.end(life, 'within', step)
            if (!life.alive) throw new Torn()
            touched(text)
            return sql(text, ...params)
          }),
        )
        .catch((error: unknown) => {
          if (life.alive) throw error
          return forever<never>()
        })
      await gates.pass(life, 'after', step)
      return result
    },
    close: () => Promise.resolve(),
  }
}
