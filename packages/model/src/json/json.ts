export type JsonPrimitive = string | number | boolean | null
export type JsonArray = readonly Json[]
export interface JsonObject {
  readonly [member: string]: Json
}
export type Json = JsonPrimitive | JsonArray | JsonObject

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
