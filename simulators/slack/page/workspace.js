const POLL_MS = 1000
const REPLY_WAIT_MS = 1500
const NEAR_THE_END_PX = 48

const byId = (id) => document.getElementById(id)
const person = byId('person')
const workspace = await read('/workspace')
let channel = channelNames().has(location.hash.slice(1)) ? location.hash.slice(1) : workspace.channels[0].id
let drawn = ''
// Whether the next drawing ends at the newest message, wherever the reader is now.
let toTheEnd = true
let waitingFor = 0
history.scrollRestoration = 'manual'

for (const { id, name, role } of workspace.people) person.append(new Option(`@${name} (${role})`, id))
person.addEventListener('change', () => {
  drawChannels()
  return redrawToTheEnd()
})
byId('form').addEventListener('submit', (event) => {
  event.preventDefault()
  return send(byId('line').value.trim())
})
drawChannels()
await poll()

async function poll() {
  await redraw()
  setTimeout(poll, POLL_MS)
}

function redrawToTheEnd() {
  toTheEnd = true
  return redraw()
}

async function redraw() {
  try {
    await refresh()
  } catch {
    drawn = ''
    byId('title').textContent = 'The simulator does not answer.'
  }
}

async function refresh() {
  const [as, at] = [person.value, channel]
  const shown = isDirect() ? as : at
  const lines = await read(`/workspace/conversation?${new URLSearchParams({ channel: shown, as })}`)
  // Someone may have turned to another channel or person meanwhile.
  if (as !== person.value || at !== channel) return
  const follow = toTheEnd || isAtTheEnd()
  toTheEnd = false
  const next = JSON.stringify([shown, as, lines])
  if (next !== drawn) {
    drawn = next
    byId('title').textContent = channelNames().get(channel)
    byId('messages').replaceChildren(
      ...(lines.length > 0 ? lines.map(drawLine) : [element('li', 'note', 'Nothing here yet.')]),
    )
  }
  if (follow) scrollTo(0, document.documentElement.scrollHeight)
}

function isAtTheEnd() {
  return scrollY + innerHeight >= document.documentElement.scrollHeight - NEAR_THE_END_PX
}

function drawLine({ ts, who, text, onlyYou, edits, thread }) {
  const item = element('li', onlyYou ? 'only-you' : '')
  const time = new Date(Number(ts) * 1000).toLocaleTimeString()
  const notes = [time, edits > 0 && `redrawn ${edits}×`, onlyYou && 'Only visible to you'].filter(Boolean)
  item.append(
    element('span', 'who', who),
    ' ',
    element('span', 'note', notes.join(' · ')),
    element('p', 'text', text),
  )
  if (thread.length > 0) {
    const replies = element('ol', '')
    replies.append(...thread.map(drawLine))
    item.append(replies)
  }
  return item
}

function drawChannels() {
  const buttons = [...channelNames()].map(([id, name]) => {
    const button = element('button', '', name)
    button.type = 'button'
    button.setAttribute('aria-current', String(id === channel))
    button.addEventListener('click', () => {
      channel = id
      location.hash = id
      drawChannels()
      return redrawToTheEnd()
    })
    const item = element('li', '')
    item.append(button)
    return item
  })
  byId('channels').replaceChildren(...buttons)
}

function channelNames() {
  const named = workspace.channels.map(({ id, name }) => [id, `#${name}`])
  return new Map([...named, ['direct', 'Messages from the bot']])
}

function isDirect() {
  return channel === 'direct'
}

async function send(line) {
  const [command, ...words] = line.split(' ')
  const status = byId('status')
  if (!command.startsWith('/')) return say(status, 'A slash command starts with /.')
  if (isDirect()) return say(status, 'Choose a channel to type a command in.')
  // Cleared now, not with the answer: the next line may be typed meanwhile.
  byId('line').value = ''
  byId('line').focus()
  const turn = ++waitingFor
  status.className = 'busy'
  status.textContent = 'Sent, waiting for the app…'
  try {
    const body = {
      user: person.value,
      channel,
      command,
      text: words.join(' '),
      wait: REPLY_WAIT_MS,
      until: 1,
    }
    const outcome = await post('/control/command', body)
    if (turn === waitingFor) say(status, describe(command, outcome))
  } catch (error) {
    if (byId('line').value === '') byId('line').value = line
    say(status, error.message)
  }
  await redrawToTheEnd()
}

function describe(command, { error, ackMs, replies }) {
  if (error) return `${command} failed with the error "${error}"`
  if (replies.length === 0) return `Acknowledged in ${ackMs} ms.`
  return `Acknowledged in ${ackMs} ms, ${replies.length === 1 ? '1 reply' : `${replies.length} replies`} so far.`
}

function say(status, text) {
  status.className = ''
  status.textContent = text
}

function element(tag, className, text = '') {
  const made = document.createElement(tag)
  made.className = className
  made.textContent = text
  return made
}

async function read(path) {
  const response = await fetch(path)
  if (!response.ok) throw new Error(`${path} answered ${response.status}.`)
  return response.json()
}

async function post(path, body) {
  const response = await fetch(path, { method: 'POST', body: JSON.stringify(body) })
  const answer = await response.json()
  if (!response.ok) throw new Error(answer.error)
  return answer
}
