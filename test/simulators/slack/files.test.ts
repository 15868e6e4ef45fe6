import { describe, expect, it } from 'vitest'
import { manifestWith } from './app-manifest.ts'
import { errorOf, get, slackForTest, webClient } from './harness.ts'

const withFiles = { manifest: manifestWith('files:read', 'files:write') }

describe('a file uploaded with filesUploadV2', () => {
  it('stands in the thread with its comment, and can be read by the bot and by the control path', async () => {
    const slack = await slackForTest(withFiles)
    const client = webClient(slack)
    const channel = slack.channels.audit
    const { ts = '' } = await client.chat.postMessage({ channel, text: 'card' })

    await client.filesUploadV2({
      channel_id: channel,
      thread_ts: ts,
      filename: 'keys.csv',
      title: 'The frozen list',
      content: 'alias,region\n',
      initial_comment: 'before anyone approves',
    })

    const reply = { text: 'before anyone approves', files: [{ name: 'keys.csv', title: 'The frozen list' }] }
    const shown = (await get(slack, `/control/transcript?channel=${channel}`)) as {
      thread: { files: { id: string }[] }[]
    }[]
    expect(shown).toMatchObject([{ text: 'card', thread: [reply] }])
    const id = shown[0]?.thread[0]?.files[0]?.id ?? ''
    const { file } = await client.files.info({ file: id })
    expect(file).toMatchObject({ id, size: 13, filetype: 'csv', channels: [channel] })
    const headers = { authorization: `Bearer ${slack.botToken}` }
    const download = async (init?: RequestInit) =>
      (await fetch(file?.url_private_download ?? '', init ?? {})).text()
    expect(await download({ headers })).toBe('alias,region\n')
    expect(await download()).toBe('not allowed')
    const control = await fetch(`${slack.controlUrl}/control/file?id=${id}`)
    expect(await control.text()).toBe('alias,region\n')
    const { messages } = await client.conversations.replies({ channel, ts })
    expect(messages?.[1]).toMatchObject({ files: [{ id }] })
  })

  it('cannot be completed before its bytes came, or twice', async () => {
    const slack = await slackForTest(withFiles)
    const { files } = webClient(slack)
    const { upload_url = '', file_id: id = '' } = await files.getUploadURLExternal({
      filename: 'x',
      length: 3,
    })
    const complete = () => errorOf(files.completeUploadExternal({ files: [{ id }] }))

    expect(await complete()).toBe('file_not_found')
    const sent = await fetch(upload_url, { method: 'POST', body: 'abc' })
    expect(await sent.text()).toBe('OK - 3')
    expect([await complete(), await complete()]).toEqual(['no error', 'file_not_found'])
  })
})
