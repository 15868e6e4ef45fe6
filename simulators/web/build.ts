import { join } from 'node:path'

const [into] = process.argv.slice(2)
if (into === undefined) throw new Error('Usage: node build.ts FOLDER')

// Vite is needed only when the page was changed: loading it takes longer than starting both simulators.
const { build } = await import('vite')
await build({
  configFile: false,
  root: join(import.meta.dirname, 'app'),
  logLevel: 'error',
  mode: 'production',
  build: {
    outDir: into,
    emptyOutDir: true,
    // Inlined fonts and pictures would need `data:` in the page's policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // The page comes from this machine: to make it smaller would take longer than to send it.
    minify: false,
    chunkSizeWarningLimit: 2_000,
    rolldownOptions: { input: join(import.meta.dirname, 'app/page.html') },
  },
})
