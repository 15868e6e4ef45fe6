import { useHere, usePerson } from './directory.tsx'

const COLORS = ['#7c3085', '#1f6f8b', '#a8431f', '#3b6e22', '#8a2f4f', '#4456a6', '#6b5b16']

/** Drawn here, so that no picture has to be fetched from anywhere. */
export function Avatar({ id }: { readonly id: string }) {
  const { app, people } = useHere().screen
  const person = usePerson(id)
  const isApp = id === app.user
  const place = people.findIndex((one) => one.id === id)
  const color = isApp ? app.color : COLORS[Math.max(place, 0) % COLORS.length]
  return (
    <svg className="avatar" viewBox="0 0 36 36" aria-hidden="true">
      <rect width="36" height="36" rx="6" fill={person.kind === 'slackbot' ? '#454545' : color} />
      {isApp ? (
        <g fill="none" stroke="#fff" strokeWidth="2.5" strokeLinecap="round">
          <circle cx="13" cy="18" r="4.5" />
          <path d="M17.5 18h10m-3 0v4.5m-4-4.5v3" />
        </g>
      ) : (
        <text x="18" y="23.5" textAnchor="middle" fill="#fff" fontSize="16" fontWeight="700">
          {person.name.slice(0, 1).toUpperCase()}
        </text>
      )}
    </svg>
  )
}
