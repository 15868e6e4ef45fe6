import { nameOfCall } from '../../e2e/kill/step.ts'
import type { Life } from './life.ts'

/** Calls go through as they are; the life knows which one it is at, as the kill tests name them. */
export function named<Port extends object>(port: string, real: Port, life: Life): Port {
  return new Proxy(real, {
    get(target, method) {
      const found: unknown = Reflect.get(target, method)
      if (typeof found !== 'function') return found
      return (...args: unknown[]): unknown => {
        life.step = nameOfCall(port, String(method), args)
        return Reflect.apply(found, target, args)
      }
    },
  })
}
