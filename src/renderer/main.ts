import './nonce'
import '@fontsource-variable/inter/wght.css'
import './theme/base.css'
import './theme/access.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { watchFaults } from './errors/fault'
import { i18n } from './i18n'
import { answerLeaving } from './leaving'

const app = createApp(App)
watchFaults(app)
answerLeaving()
app.use(createPinia()).use(i18n).mount('#app')
