import '@fontsource/lato/latin-400.css'
import '@fontsource/lato/latin-400-italic.css'
import '@fontsource/lato/latin-700.css'
import '@fontsource/lato/latin-900.css'
import 'slack-blocks-to-jsx/dist/style.css'
import './styles/colors.css'
import './styles/layout.css'
import './styles/sidebar.css'
import './styles/messages.css'
import './styles/composer.css'
import './styles/blocks.css'
import './styles/tables.css'
import './styles/modal.css'
import './styles/panel.css'
import './styles/book.css'
import './styles/narrow.css'
import { createRoot } from 'react-dom/client'
import { Book } from './book.tsx'
import { Entrance } from './entrance.tsx'

const root = document.getElementById('root')
if (!root) throw new Error('page.html has no #root.')
createRoot(root).render(location.pathname === '/book' ? <Book /> : <Entrance />)
