/** The parsed body of a request; undefined when it is empty or not JSON. */
export async function jsonBody(request: Request): Promise<unknown> {
  try {
    return JSON.parse(await request.text())
  } catch {
    return undefined
  }
}
