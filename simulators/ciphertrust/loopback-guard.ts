const loopbackNames = ['127.0.0.1', 'localhost', '[::1]']

/**
 * Why a request may not use the control paths; undefined when it may. A web page elsewhere could otherwise
 * reach them through the browser: by its own Origin, or by a name of its own that resolves to 127.0.0.1.
 */
export function foreignCaller(headers: Headers): string | undefined {
  const host = headers.get('host') ?? ''
  if (!loopbackNames.includes(host.replace(/:\d+$/, ''))) {
    return 'Control paths answer only to a loopback Host header.'
  }
  const origin = headers.get('origin')
  if (origin !== null && origin !== `http://${host}` && origin !== `https://${host}`) {
    return 'Control paths answer only to requests of their own origin.'
  }
  return undefined
}
