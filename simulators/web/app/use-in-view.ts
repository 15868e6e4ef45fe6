import { useEffect } from 'react'

/** Scrolls to the option that the keys have come to: only the browser's own focus does so by itself. */
export function useInView(id: string | undefined): void {
  useEffect(() => {
    if (id !== undefined) document.getElementById(id)?.scrollIntoView({ block: 'nearest' })
  }, [id])
}
