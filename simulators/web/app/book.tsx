import { useEffect, useState } from 'react'
import type { Book as Pages, Screen } from '../wire.ts'
import { get, sentence } from './api.ts'
import { BookPageView } from './book-page.tsx'
import { HereProvider } from './directory.tsx'

/** Everything that the app says, drawn as Slack draws it, a chapter at a time. */
export function Book() {
  const [book, setBook] = useState<Pages>()
  const [problem, setProblem] = useState('')
  const [asked, ask] = useChapter()

  useEffect(() => {
    document.title = 'The golden book'
    get<Pages>('/workspace/book').then(setBook, (error) => setProblem(sentence(error)))
  }, [])

  if (!book)
    return (
      <main className="waiting">
        <p role="status">{problem || 'Opening…'}</p>
      </main>
    )
  const chapter = book.chapters.find(({ title }) => title === asked) ?? book.chapters[0]
  return (
    <HereProvider value={{ screen: screenOf(book), place: NOWHERE, go: () => {} }}>
      <div className="book">
        <nav className="book-chapters" aria-label="Chapters">
          <a href="/">Simulated Slack</a>
          {book.chapters.map(({ title, pages }) => (
            <a
              key={title}
              href={addressOf(title)}
              aria-current={title === chapter?.title ? 'page' : undefined}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey) return
                event.preventDefault()
                ask(title)
              }}
            >
              {title} <span className="note">{pages.length}</span>
            </a>
          ))}
        </nav>
        <main>
          <h1>{chapter?.title}</h1>
          <p className="note">{chapter?.about} Nothing happens here when a button is pressed.</p>
          {chapter?.pages.map((page) => (
            <BookPageView key={page.title} page={page} />
          ))}
        </main>
      </div>
    </HereProvider>
  )
}

function addressOf(title: string): string {
  return `/book?chapter=${encodeURIComponent(title)}`
}

function inAddress(): string | null {
  return new URLSearchParams(location.search).get('chapter')
}

/** The chapter that the address names. */
function useChapter(): readonly [string | null, (title: string) => void] {
  const [asked, setAsked] = useState(inAddress)
  useEffect(() => {
    const onBack = () => setAsked(inAddress())
    addEventListener('popstate', onBack)
    return () => removeEventListener('popstate', onBack)
  }, [])
  const ask = (title: string) => {
    history.pushState(null, '', addressOf(title))
    scrollTo(0, 0)
    setAsked(title)
  }
  return [asked, ask]
}

const NOWHERE = { role: '', at: '', thread: '', tab: 'messages' } as const

/** Nobody looks at a workspace here: all that is known of it is what its ids stand for. */
function screenOf({ names }: Pages): Screen {
  const of = (letter: string) => Object.entries(names).filter(([id]) => id.startsWith(letter))
  return {
    viewer: '',
    team: '',
    people: of('U').map(([id, name]) => ({ id, name, realName: name, kind: 'member' })),
    groups: of('S').map(([id, handle]) => ({ id, handle, members: [] })),
    channels: of('C').map(([id, name]) => ({ id, name, archived: false, shared: false })),
    conversations: [],
    direct: { id: '', messages: [] },
    app: {
      ...{ user: '', name: 'cckm-bot', color: '', homeTab: false, takesMessages: false },
      ...{ commands: [], shortcuts: [] },
    },
    modals: [],
    home: null,
    connections: 0,
    refused: [],
  }
}
