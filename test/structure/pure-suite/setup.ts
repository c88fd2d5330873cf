import { trapGlobals } from './trap-globals.js'

trapGlobals()
