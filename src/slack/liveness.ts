import { channel } from 'node:diagnostics_channel'
import { z } from 'zod'

/**
 * Slack pings a connection every ten seconds or so. Its package notices that pings stop, but not that none ever comes,
 * and waits for a hello without end.
 */
export const SILENT_MS = 30_000

// https://undici.nodejs.org/#/docs/api/DiagnosticsChannel: of every WebSocket of the process, so they are told apart.
const PINGS = channel('undici:websocket:ping')
const OfSocket = z.object({ websocket: z.object({ url: z.string() }) })

/** Knows whether anything comes over one connection. */
export interface Liveness {
  /** A frame came over it. */
  heard(): void
  /** It is being opened at this address: the time runs from here, and pings of this address count. */
  opens(url: string): void
  end(): void
}

/** Calls `onSilent` once, when nothing came for `ms`. */
export function watchLiveness(onSilent: () => void, ms = SILENT_MS): Liveness {
  let address: string | undefined
  let timer: NodeJS.Timeout | undefined
  const heard = () => void timer?.refresh()
  const onPing = (message: unknown) => {
    if (OfSocket.safeParse(message).data?.websocket.url === address) heard()
  }
  PINGS.subscribe(onPing)
  return {
    heard,
    opens(url) {
      address = new URL(url).href
      timer = setTimeout(onSilent, ms)
    },
    end() {
      clearTimeout(timer)
      PINGS.unsubscribe(onPing)
    },
  }
}
