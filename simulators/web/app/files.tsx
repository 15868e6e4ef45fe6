import type { SharedFile } from '../wire.ts'

export function Files({ files }: { readonly files: readonly SharedFile[] }) {
  if (files.length === 0) return null
  return (
    <ul className="files" aria-label="Files">
      {files.map(({ id, name, title, bytes, image }) => (
        <li key={id}>
          <a
            href={`/workspace/file/${id}`}
            download={image ? undefined : name}
            target={image ? '_blank' : undefined}
            rel="noreferrer"
          >
            {image ? (
              <img src={`/workspace/file/${id}`} alt={title} />
            ) : (
              <span className="file-mark" aria-hidden="true">
                {extension(name)}
              </span>
            )}
            <span className="file-name">{title}</span>
            <span className="note">{size(bytes)}</span>
          </a>
        </li>
      ))}
    </ul>
  )
}

function extension(name: string): string {
  return name.split('.').at(-1)?.slice(0, 4).toUpperCase() ?? ''
}

function size(bytes: number): string {
  return bytes < 1024 ? `${bytes} B` : `${(bytes / 1024).toFixed(1)} KB`
}
