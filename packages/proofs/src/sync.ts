export { settleSync } from './settle/settle-sync.js'
