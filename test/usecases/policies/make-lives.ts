import fc from 'fast-check'
import { GROUPS, PEOPLE } from './cast.ts'
import type { Step } from './deeds.ts'
import { aLook, aPolicy, type Make } from './make-policy.ts'
import { phrases } from './phrases.ts'
import type { Beginning, Reports } from './world.ts'

/** What happens, one after the other. */
export const lives: Make<Step[]> = fc
  .array(phrases, { minLength: 4, maxLength: 8 })
  .map((some) => some.flat())

const members = fc.subarray(PEOPLE, { minLength: 1, maxLength: 4 })
const reports = fc.constantFrom<Reports[]>(true, true, false, null)
const [OPS = '', SEC = '', LEADS = ''] = GROUPS

export const beginnings: Make<Beginning> = fc.record({
  policies: fc.tuple(aPolicy, aPolicy, aPolicy),
  keys: fc.array(fc.record({ look: aLook, reports }), { minLength: 4, maxLength: 4 }),
  groups: fc.record({ [OPS]: members, [SEC]: members, [LEADS]: members }),
})
