export { type Explanation, explainCode, renderExplanation } from './explain.js'
export { jsonLine, jsonText } from './json-text.js'
export {
  type CheckMessage,
  checkMessage,
  EN,
  type MessageCatalogue,
  type ReasonMessage,
  reasonMessage,
} from './message-catalogue.js'
export { arrangeReport, renderJson } from './render-json.js'
export { type RenderTextOptions, renderText, renderTextBrief } from './render-text.js'
export { fillMessage } from './text/fill-message.js'
export { createPage, type Page, type PageOptions } from './text/page.js'
export { type Palette, PLAIN_PALETTE, type Tone } from './text/palette.js'
export { type WhoSaysSo, whoSaysSo } from './who-says-so.js'
