// @ts-nocheck
// Written by scripts/generate.mjs from the schemas under schemas/. Do not edit.

/** What is wrong: definition names the schema definition whose own keyword failed, where it has a name. */
export interface Fault {
  readonly pointer: string
  readonly keyword: string
  readonly definition: string
  readonly expected: string
}
export type Validator = (data: unknown, pointer?: string) => boolean

let last: Fault | undefined

/** The fault that the last validator found that returned false. Synchronous code only: the next one replaces it. */
export function lastFault(): Fault | undefined {
  return last
}

function fault(pointer, index, member = '') {
  const [keyword, definition, expected] = FAULTS[index]
  return { pointer, keyword, definition, expected: expected + member }
}

function refuse(pointer, index, member) {
  last = fault(pointer, index, member)
  return false
}

/** The length in code points, which is what JSON Schema counts. */
function codePoints(text) {
  let count = 0
  for (let index = 0; index < text.length; index++, count++) {
    const unit = text.charCodeAt(index)
    if (unit >= 0xd800 && unit < 0xdc00 && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00) index++
  }
  return count
}

function pointerToken(member) {
  return member.replaceAll('~', '~0').replaceAll('/', '~1')
}
const FAULTS = [
  ["maxItems","contexts","at most 2 elements"],
  ["minItems","contexts","at least 2 elements"],
  ["const","","\"https://www.w3.org/ns/credentials/v2\""],
  ["const","","\"https://trusted-tech.example/ns/conformity/v1\""],
  ["items","contexts","at most 2 elements"],
  ["type","contexts","the profile's two contexts in order"],
  ["maxLength","credentialId","at most 45 characters"],
  ["pattern","credentialId","urn:uuid: and a version 4 UUID in lower case"],
  ["type","credentialId","urn:uuid: and a version 4 UUID in lower case"],
  ["maxLength","did","at most 2048 characters"],
  ["pattern","did","a DID in canonical form"],
  ["type","did","a DID in canonical form"],
  ["maxLength","line","at most 300 characters"],
  ["pattern","line","text on one line"],
  ["type","line","text on one line"],
  ["required","issuer","the member "],
  ["additionalProperties","issuer","no member of this name"],
  ["type","issuer","an object with id and name"],
  ["type","text","a string, or an object with @value and @language"],
  ["maxLength","text","at most 4000 characters"],
  ["minLength","text","at least 1 characters"],
  ["required","text","the member "],
  ["additionalProperties","text","no member of this name"],
  ["maxLength","","at most 4000 characters"],
  ["minLength","","at least 1 characters"],
  ["type","","text"],
  ["maxLength","","at most 30 characters"],
  ["pattern","","a language tag in lower case"],
  ["type","","a language tag in lower case"],
  ["maxLength","instant","at most 35 characters"],
  ["pattern","instant","an RFC 3339 date and time with offset"],
  ["type","instant","an RFC 3339 date and time with offset"],
  ["maxLength","statusListIndex","at most 16 characters"],
  ["pattern","statusListIndex","decimal digits without leading zeros"],
  ["type","statusListIndex","decimal digits without leading zeros"],
  ["maxLength","httpsUrl","at most 2048 characters"],
  ["pattern","httpsUrl","an https URL in canonical form, without userinfo"],
  ["type","httpsUrl","an https URL in canonical form, without userinfo"],
  ["required","revocationEntry","the member "],
  ["additionalProperties","revocationEntry","no member of this name"],
  ["maxLength","","at most 100 characters"],
  ["pattern","","the credential's id and #revocation"],
  ["type","","the credential's id and #revocation"],
  ["const","","\"BitstringStatusListEntry\""],
  ["const","","\"revocation\""],
  ["type","revocationEntry","a status entry for revocation"],
  ["required","suspensionEntry","the member "],
  ["additionalProperties","suspensionEntry","no member of this name"],
  ["pattern","","the credential's id and #suspension"],
  ["type","","the credential's id and #suspension"],
  ["const","","\"suspension\""],
  ["type","suspensionEntry","a status entry for suspension"],
  ["maxItems","credentialStatus","at most 2 elements"],
  ["minItems","credentialStatus","at least 1 elements"],
  ["items","credentialStatus","at most 2 elements"],
  ["type","credentialStatus","the entries for revocation and for suspension"],
  ["maxLength","digestSRI","at most 95 characters"],
  ["pattern","digestSRI","a Subresource Integrity digest, sha256 or stronger"],
  ["type","digestSRI","a Subresource Integrity digest, sha256 or stronger"],
  ["required","credentialSchema","the member "],
  ["additionalProperties","credentialSchema","no member of this name"],
  ["const","","\"JsonSchema\""],
  ["type","credentialSchema","an object"],
  ["required","credential","the member "],
  ["additionalProperties","credential","no member of this name"],
  ["type","","VerifiableCredential and one type of the profile"],
  ["type","","exactly one subject"],
  ["type","credential","an object"],
  ["maxLength","productId","at most 2048 characters"],
  ["pattern","productId","a canonical purl without version, qualifiers and subpath, or an https or urn URI"],
  ["type","productId","a canonical purl without version, qualifiers and subpath, or an https or urn URI"],
  ["maxItems","registrations","at most 16 elements"],
  ["minItems","registrations","at least 1 elements"],
  ["required","","the member "],
  ["additionalProperties","","no member of this name"],
  ["type","","an object"],
  ["type","registrations","an array"],
  ["required","manufacturer","the member "],
  ["additionalProperties","manufacturer","no member of this name"],
  ["type","manufacturer","an object"],
  ["maxItems","identifiers","at most 64 elements"],
  ["minItems","identifiers","at least 1 elements"],
  ["type","","an identifier scheme"],
  ["enum","","purl, cpe23, gtin, sku, udi, url"],
  ["type","identifiers","an array"],
  ["maxLength","versRange","at most 512 characters"],
  ["pattern","versRange","a VERS range"],
  ["type","versRange","a VERS range"],
  ["maxItems","","at most 1 elements"],
  ["if","productClasses","an array"],
  ["maxItems","productClasses","at most 64 elements"],
  ["minItems","productClasses","at least 1 elements"],
  ["maxLength","","at most 200 characters"],
  ["pattern","","a product class, or *"],
  ["type","","a product class, or *"],
  ["type","productClasses","an array"],
  ["if","jurisdictions","an array"],
  ["maxItems","jurisdictions","at most 300 elements"],
  ["minItems","jurisdictions","at least 1 elements"],
  ["maxLength","","at most 7 characters"],
  ["pattern","","a jurisdiction code, or *"],
  ["type","","a jurisdiction code, or *"],
  ["type","jurisdictions","an array"],
  ["maxLength","nodeId","at most 120 characters"],
  ["pattern","nodeId","the credential's id, # and a name"],
  ["type","nodeId","the credential's id, # and a name"],
  ["maxProperties","languageMap","at most 24 members"],
  ["minProperties","languageMap","at least 1 members"],
  ["additionalProperties","languageMap","no member of this name"],
  ["type","languageMap","texts by language tag in lower case"],
  ["required","remark","the member "],
  ["additionalProperties","remark","no member of this name"],
  ["const","","\"Remark\""],
  ["type","remark","an object"],
  ["required","catalogueReference","the member "],
  ["additionalProperties","catalogueReference","no member of this name"],
  ["type","catalogueReference","an object"],
  ["maxLength","catalogueItem","at most 2048 characters"],
  ["pattern","catalogueItem","the id of a criterion or principle: an https URL with a fragment"],
  ["type","catalogueItem","the id of a criterion or principle: an https URL with a fragment"],
  ["type","assuranceLevel","an assurance level"],
  ["enum","assuranceLevel","basic, substantial, high"],
  ["maxLength","mediaType","at most 255 characters"],
  ["pattern","mediaType","a media type in lower case without parameters"],
  ["type","mediaType","a media type in lower case without parameters"],
  ["false schema","","nothing here"],
  ["if","evidence","an object"],
  ["required","evidence","the member "],
  ["additionalProperties","evidence","no member of this name"],
  ["const","","\"Evidence\""],
  ["type","","a number of bytes"],
  ["maximum","","a number of bytes"],
  ["minimum","","a number of bytes"],
  ["type","","a classification"],
  ["enum","","public, restricted, confidential"],
  ["type","","supports or counters"],
  ["enum","","supports, counters"],
  ["type","evidence","an object"],
  ["required","assessment","the member "],
  ["additionalProperties","assessment","no member of this name"],
  ["const","","\"Assessment\""],
  ["type","","a result"],
  ["enum","","conforms, conformsWithConditions, partial, doesNotConform, notApplicable, notAssessed"],
  ["type","","a method"],
  ["enum","","inspection, testing, audit, documentReview, selfAssessment"],
  ["maxItems","","at most 32 elements"],
  ["minItems","","at least 1 elements"],
  ["type","","an array"],
  ["maxItems","","at most 64 elements"],
  ["type","assessment","an object"],
  ["required","conformity","the member "],
  ["additionalProperties","conformity","no member of this name"],
  ["const","","\"ConformityAttestation\""],
  ["type","","certification or declaration"],
  ["enum","","certification, declaration"],
  ["type","","first, second or third"],
  ["enum","","first, second, third"],
  ["maxItems","","at most 256 elements"],
  ["type","conformity","an object"],
  ["maxLength","duration","at most 7 characters"],
  ["pattern","duration","a duration in whole days, such as P365D"],
  ["type","duration","a duration in whole days, such as P365D"],
  ["required","product","the member "],
  ["additionalProperties","product","no member of this name"],
  ["const","","\"Product\""],
  ["type","","model, batch or item"],
  ["enum","","model, batch, item"],
  ["type","product","an object"],
  ["maxItems","","at most 2 elements"],
  ["minItems","","at least 2 elements"],
  ["const","","\"VerifiableCredential\""],
  ["const","","\"ConformityCertificate\""],
  ["items","","at most 2 elements"],
  ["type","","VerifiableCredential and ConformityCertificate"],
  ["const","","\"https://trusted-tech.example/schemas/certificate/v1.json\""],
  ["const","","\"certification\""],
  ["const","","\"ConformityDeclaration\""],
  ["type","","VerifiableCredential and ConformityDeclaration"],
  ["const","","\"https://trusted-tech.example/schemas/declaration/v1.json\""],
  ["const","","\"declaration\""],
  ["required","scope","the member "],
  ["additionalProperties","scope","no member of this name"],
  ["maxItems","","at most 3 elements"],
  ["type","","an action"],
  ["enum","","accredit, issueCertificate, reviewDeclaration"],
  ["const","","\"*\""],
  ["if","","an array"],
  ["maxLength","","at most 2048 characters"],
  ["pattern","","a catalogue id, or *"],
  ["type","","a catalogue id, or *"],
  ["maxLength","","at most 512 characters"],
  ["pattern","","a VERS range, or *"],
  ["type","","a VERS range, or *"],
  ["maxItems","","at most 1000 elements"],
  ["pattern","","the id of a criterion or principle, or *"],
  ["type","","the id of a criterion or principle, or *"],
  ["type","scope","an object"],
  ["maxLength","didUrl","at most 4096 characters"],
  ["pattern","didUrl","an absolute DID URL with a fragment"],
  ["type","didUrl","an absolute DID URL with a fragment"],
  ["maxItems","keys","at most 64 elements"],
  ["minItems","keys","at least 1 elements"],
  ["maxLength","","at most 4096 characters"],
  ["pattern","","a Multikey in base58btc"],
  ["type","","a Multikey in base58btc"],
  ["type","","a key purpose"],
  ["enum","","assertionMethod, authentication"],
  ["type","keys","an array"],
  ["const","","\"AccreditationCredential\""],
  ["type","","VerifiableCredential and AccreditationCredential"],
  ["const","","\"https://trusted-tech.example/schemas/accreditation/v1.json\""],
  ["const","","\"AccreditedBody\""],
  ["type","","a number of links, 0 to 7"],
  ["maximum","","a number of links, 0 to 7"],
  ["minimum","","a number of links, 0 to 7"],
  ["type","","established or declared"],
  ["enum","","established, declared"],
  ["type","","a boolean"],
  ["const","","\"MembershipCredential\""],
  ["type","","VerifiableCredential and MembershipCredential"],
  ["const","","\"https://trusted-tech.example/schemas/membership/v1.json\""],
  ["const","","\"Member\""],
  ["type","","vendor, buyer or user"],
  ["enum","","vendor, buyer, user"],
  ["required","mandate","the member "],
  ["additionalProperties","mandate","no member of this name"],
  ["pattern","","a product id, or *"],
  ["type","","a product id, or *"],
  ["type","mandate","an object"],
  ["const","","\"MandateCredential\""],
  ["type","","VerifiableCredential and MandateCredential"],
  ["const","","\"https://trusted-tech.example/schemas/mandate/v1.json\""],
  ["const","","\"Mandatee\""],
  ["items","","at most 1 elements"],
  ["type","","the VCDM 2.0 context alone"],
  ["const","","\"BitstringStatusListCredential\""],
  ["type","","VerifiableCredential and BitstringStatusListCredential"],
  ["const","","\"BitstringStatusList\""],
  ["type","","revocation or suspension"],
  ["enum","","revocation, suspension"],
  ["maxLength","","at most 1000000 characters"],
  ["pattern","","u and base64url"],
  ["type","","u and base64url"],
  ["required","envelope","the member "],
  ["additionalProperties","envelope","no member of this name"],
  ["const","","\"EnvelopedVerifiableCredential\""],
  ["maxLength","","at most 2000000 characters"],
  ["pattern","","data:application/vc+jwt, and a compact JWS"],
  ["type","","data:application/vc+jwt, and a compact JWS"],
  ["type","envelope","an object"],
  ["const","","\"VerifiablePresentation\""],
  ["type","","VerifiablePresentation alone"],
  ["maxItems","","at most 320 elements"],
  ["type","","challenge, addressed or origin"],
  ["enum","","challenge, addressed, origin"],
]
const constant0 = new Set(["@context","id","type","issuer","name","description","validFrom","validUntil","credentialStatus","credentialSchema","credentialSubject"]);
const constant1 = new Set(["id","type","name","mediaType","digestSRI","size","url","classification","role","capturedAt"]);
const constant2 = new Set(["id","type","criterion","principle","result","assuranceLevel","method","assessedOn","rationale","conditions","limitations","evidence"]);
const constant3 = new Set(["id","type","name","manufacturer","identifiers","versions","digests","productClasses","market","configuration","exclusions","granularity","conformity","accreditation","supersedes","surveillance"]);
const constant4 = new Set(["id","type","name","registrations","accreditedFor","maxPathLength","maxCredentialLifetime","independence","requireLogged","controlGroup","keys"]);
export const validateConformityCertificate = validate52;
function validate54(data, pointer = ""){
{
if(Array.isArray(data)){
if(data.length > 2){
return refuse(pointer, 0);
}
else {
if(data.length < 2){
return refuse(pointer, 1);
}
else {
const len0 = data.length;
if(len0 > 0){
if("https://www.w3.org/ns/credentials/v2" !== data[0]){
return refuse(pointer+"/0", 2);
}
}
{
if(len0 > 1){
if("https://trusted-tech.example/ns/conformity/v1" !== data[1]){
return refuse(pointer+"/1", 3);
}
}
{
const len1 = data.length;
if(!(len1 <= 2)){
return refuse(pointer, 4);
}
}
}
}
}
}
else {
return refuse(pointer, 5);
}
}
return true;
}
const pattern3 = new RegExp("^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", "u");
function validate56(data, pointer = ""){
{
if(typeof data === "string"){
if((data.length > 45 && codePoints(data) > 45)){
return refuse(pointer, 6);
}
else {
if(!pattern3.test(data)){
return refuse(pointer, 7);
}
}
}
else {
return refuse(pointer, 8);
}
}
return true;
}
const pattern4 = new RegExp("^did:(?:web:(?:[a-z0-9-]+\\.)*[a-z][a-z0-9-]*(?:%3A(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?|(?!web:)[a-z0-9]{1,32}:(?:[A-Za-z0-9._-]|%[0-9A-F]{2})[A-Za-z0-9._-]*(?:%[0-9A-F]{2}[A-Za-z0-9._-]*)*)(?::(?:[A-Za-z0-9._-]|%[0-9A-F]{2})[A-Za-z0-9._-]*(?:%[0-9A-F]{2}[A-Za-z0-9._-]*)*)*$", "u");
function validate59(data, pointer = ""){
{
if(typeof data === "string"){
if((data.length > 2048 && codePoints(data) > 2048)){
return refuse(pointer, 9);
}
else {
if(!pattern4.test(data)){
return refuse(pointer, 10);
}
}
}
else {
return refuse(pointer, 11);
}
}
return true;
}
const pattern5 = new RegExp("^[^\\u0000-\\u001F\\u007F-\\u009F\\u2028\\u2029]+$", "u");
function validate61(data, pointer = ""){
{
if(typeof data === "string"){
if((data.length > 300 && codePoints(data) > 300)){
return refuse(pointer, 12);
}
else {
if(!pattern5.test(data)){
return refuse(pointer, 13);
}
}
}
else {
return refuse(pointer, 14);
}
}
return true;
}
function validate58(data, pointer = ""){
{
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data.id === undefined) && (missing0 = "id")) || ((data.name === undefined) && (missing0 = "name"))){
return refuse(pointer, 15, missing0);
}
else {
for(const key0 in data){
if(!((key0 === "id") || (key0 === "name"))){
return refuse(pointer + "/" + pointerToken(key0), 16);
}
}
{
if(data.id !== undefined){
if(!validate59(data.id, pointer+"/id")) return false;
}
{
if(data.name !== undefined){
if(!validate61(data.name, pointer+"/name")) return false;
}
}
}
}
}
else {
return refuse(pointer, 17);
}
}
return true;
}
const pattern6 = new RegExp("^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}$", "u");
function validate64(data, pointer = ""){
if((typeof data !== "string") && (!(data && typeof data == "object" && !Array.isArray(data)))){
return refuse(pointer, 18);
}
{
if(typeof data === "string"){
if((data.length > 4000 && codePoints(data) > 4000)){
return refuse(pointer, 19);
}
else {
if(data.length < 1){
return refuse(pointer, 20);
}
}
}
{
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data["@value"] === undefined) && (missing0 = "@value")) || ((data["@language"] === undefined) && (missing0 = "@language"))){
return refuse(pointer, 21, missing0);
}
else {
for(const key0 in data){
if(!((key0 === "@value") || (key0 === "@language"))){
return refuse(pointer + "/" + pointerToken(key0), 22);
}
}
{
if(data["@value"] !== undefined){
let data0 = data["@value"];
{
if(typeof data0 === "string"){
if((data0.length > 4000 && codePoints(data0) > 4000)){
return refuse(pointer+"/@value", 23);
}
else {
if(data0.length < 1){
return refuse(pointer+"/@value", 24);
}
}
}
else {
return refuse(pointer+"/@value", 25);
}
}
}
{
if(data["@language"] !== undefined){
let data1 = data["@language"];
{
if(typeof data1 === "string"){
if((data1.length > 30 && codePoints(data1) > 30)){
return refuse(pointer+"/@language", 26);
}
else {
if(!pattern6.test(data1)){
return refuse(pointer+"/@language", 27);
}
}
}
else {
return refuse(pointer+"/@language", 28);
}
}
}
}
}
}
}
}
}
return true;
}
const pattern7 = new RegExp("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,9})?(?:Z|[+-][0-9]{2}:[0-9]{2})$", "u");
function validate67(data, pointer = ""){
{
if(typeof data === "string"){
if((data.length > 35 && codePoints(data) > 35)){
return refuse(pointer, 29);
}
else {
if(!pattern7.test(data)){
return refuse(pointer, 30);
}
}
}
else {
return refuse(pointer, 31);
}
}
return true;
}
const pattern8 = new RegExp("^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}#revocation$", "u");
const pattern9 = new RegExp("^(?:0|[1-9][0-9]{0,15})$", "u");
function validate72(data, pointer = ""){
{
if(typeof data === "string"){
if((data.length > 16 && codePoints(data) > 16)){
return refuse(pointer, 32);
}
else {
if(!pattern9.test(data)){
return refuse(pointer, 33);
}
}
}
else {
return refuse(pointer, 34);
}
}
return true;
}
const pattern10 = new RegExp("^https://(?:[a-z0-9-]+\\.)*[a-z][a-z0-9-]*(?::(?!443/)(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?(?:/(?!(?:\\.|%2E)(?:\\.|%2E)?(?:[/?#]|$))[A-Za-z0-9._~!$&'()*+,;=:@-]*(?:%[0-9A-F]{2}[A-Za-z0-9._~!$&'()*+,;=:@-]*)*)+(?:\\?[A-Za-z0-9._~!$&()*+,;=:@/?-]*(?:%[0-9A-F]{2}[A-Za-z0-9._~!$&()*+,;=:@/?-]*)*)?(?:#(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-F]{2})[A-Za-z0-9._~!$&'()*+,;=:@/?-]*(?:%[0-9A-F]{2}[A-Za-z0-9._~!$&'()*+,;=:@/?-]*)*)?$", "u");
function validate74(data, pointer = ""){
{
if(typeof data === "string"){
if((data.length > 2048 && codePoints(data) > 2048)){
return refuse(pointer, 35);
}
else {
if(!pattern10.test(data)){
return refuse(pointer, 36);
}
}
}
else {
return refuse(pointer, 37);
}
}
return true;
}
function validate71(data, pointer = ""){
{
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((data.id === undefined) && (missing0 = "id")) || ((data.type === undefined) && (missing0 = "type"))) || ((data.statusPurpose === undefined) && (missing0 = "statusPurpose"))) || ((data.statusListIndex === undefined) && (missing0 = "statusListIndex"))) || ((data.statusListCredential === undefined) && (missing0 = "statusListCredential"))){
return refuse(pointer, 38, missing0);
}
else {
for(const key0 in data){
if(!(((((key0 === "id") || (key0 === "type")) || (key0 === "statusPurpose")) || (key0 === "statusListIndex")) || (key0 === "statusListCredential"))){
return refuse(pointer + "/" + pointerToken(key0), 39);
}
}
{
if(data.id !== undefined){
let data0 = data.id;
{
if(typeof data0 === "string"){
if((data0.length > 100 && codePoints(data0) > 100)){
return refuse(pointer+"/id", 40);
}
else {
if(!pattern8.test(data0)){
return refuse(pointer+"/id", 41);
}
}
}
else {
return refuse(pointer+"/id", 42);
}
}
}
{
if(data.type !== undefined){
if("BitstringStatusListEntry" !== data.type){
return refuse(pointer+"/type", 43);
}
}
{
if(data.statusPurpose !== undefined){
if("revocation" !== data.statusPurpose){
return refuse(pointer+"/statusPurpose", 44);
}
}
{
if(data.statusListIndex !== undefined){
if(!validate72(data.statusListIndex, pointer+"/statusListIndex")) return false;
}
{
if(data.statusListCredential !== undefined){
if(!validate74(data.statusListCredential, pointer+"/statusListCredential")) return false;
}
}
}
}
}
}
}
}
else {
return refuse(pointer, 45);
}
}
return true;
}
const pattern11 = new RegExp("^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}#suspension$", "u");
function validate77(data, pointer = ""){
{
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((data.id === undefined) && (missing0 = "id")) || ((data.type === undefined) && (missing0 = "type"))) || ((data.statusPurpose === undefined) && (missing0 = "statusPurpose"))) || ((data.statusListIndex === undefined) && (missing0 = "statusListIndex"))) || ((data.statusListCredential === undefined) && (missing0 = "statusListCredential"))){
return refuse(pointer, 46, missing0);
}
else {
for(const key0 in data){
if(!(((((key0 === "id") || (key0 === "type")) || (key0 === "statusPurpose")) || (key0 === "statusListIndex")) || (key0 === "statusListCredential"))){
return refuse(pointer + "/" + pointerToken(key0), 47);
}
}
{
if(data.id !== undefined){
let data0 = data.id;
{
if(typeof data0 === "string"){
if((data0.length > 100 && codePoints(data0) > 100)){
return refuse(pointer+"/id", 40);
}
else {
if(!pattern11.test(data0)){
return refuse(pointer+"/id", 48);
}
}
}
else {
return refuse(pointer+"/id", 49);
}
}
}
{
if(data.type !== undefined){
if("BitstringStatusListEntry" !== data.type){
return refuse(pointer+"/type", 43);
}
}
{
if(data.statusPurpose !== undefined){
if("suspension" !== data.statusPurpose){
return refuse(pointer+"/statusPurpose", 50);
}
}
{
if(data.statusListIndex !== undefined){
if(!validate72(data.statusListIndex, pointer+"/statusListIndex")) return false;
}
{
if(data.statusListCredential !== undefined){
if(!validate74(data.statusListCredential, pointer+"/statusListCredential")) return false;
}
}
}
}
}
}
}
}
else {
return refuse(pointer, 51);
}
}
return true;
}
function validate70(data, pointer = ""){
{
if(Array.isArray(data)){
if(data.length > 2){
return refuse(pointer, 52);
}
else {
if(data.length < 1){
return refuse(pointer, 53);
}
else {
const len0 = data.length;
if(len0 > 0){
if(!validate71(data[0], pointer+"/0")) return false;
}
{
if(len0 > 1){
if(!validate77(data[1], pointer+"/1")) return false;
}
{
const len1 = data.length;
if(!(len1 <= 2)){
return refuse(pointer, 54);
}
}
}
}
}
}
else {
return refuse(pointer, 55);
}
}
return true;
}
const pattern12 = new RegExp("^sha(?:256-[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=|384-[A-Za-z0-9+/]{64}|512-[A-Za-z0-9+/]{85}[AQgw]==)$", "u");
function validate84(data, pointer = ""){
{
if(typeof data === "string"){
if((data.length > 95 && codePoints(data) > 95)){
return refuse(pointer, 56);
}
else {
if(!pattern12.test(data)){
return refuse(pointer, 57);
}
}
}
else {
return refuse(pointer, 58);
}
}
return true;
}
function validate82(data, pointer = ""){
{
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((data.id === undefined) && (missing0 = "id")) || ((data.type === undefined) && (missing0 = "type"))) || ((data.digestSRI === undefined) && (missing0 = "digestSRI"))){
return refuse(pointer, 59, missing0);
}
else {
for(const key0 in data){
if(!(((key0 === "id") || (key0 === "type")) || (key0 === "digestSRI"))){
return refuse(pointer + "/" + pointerToken(key0), 60);
}
}
{
if(data.id !== undefined){
if(!validate74(data.id, pointer+"/id")) return false;
}
{
if(data.type !== undefined){
if("JsonSchema" !== data.type){
return refuse(pointer+"/type", 61);
}
}
{
if(data.digestSRI !== undefined){
if(!validate84(data.digestSRI, pointer+"/digestSRI")) return false;
}
}
}
}
}
}
else {
return refuse(pointer, 62);
}
}
return true;
}
function validate53(data, pointer = ""){
{
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((((((((data["@context"] === undefined) && (missing0 = "@context")) || ((data.id === undefined) && (missing0 = "id"))) || ((data.type === undefined) && (missing0 = "type"))) || ((data.issuer === undefined) && (missing0 = "issuer"))) || ((data.validFrom === undefined) && (missing0 = "validFrom"))) || ((data.validUntil === undefined) && (missing0 = "validUntil"))) || ((data.credentialSchema === undefined) && (missing0 = "credentialSchema"))) || ((data.credentialSubject === undefined) && (missing0 = "credentialSubject"))){
return refuse(pointer, 63, missing0);
}
else {
for(const key0 in data){
if(!(constant0.has(key0))){
return refuse(pointer + "/" + pointerToken(key0), 64);
}
}
{
if(data["@context"] !== undefined){
if(!validate54(data["@context"], pointer+"/@context")) return false;
}
{
if(data.id !== undefined){
if(!validate56(data.id, pointer+"/id")) return false;
}
{
if(data.type !== undefined){
if(!(Array.isArray(data.type))){
return refuse(pointer+"/type", 65);
}
}
{
if(data.issuer !== undefined){
if(!validate58(data.issuer, pointer+"/issuer")) return false;
}
{
if(data.name !== undefined){
if(!validate64(data.name, pointer+"/name")) return false;
}
{
if(data.description !== undefined){
if(!validate64(data.description, pointer+"/description")) return false;
}
{
if(data.validFrom !== undefined){
if(!validate67(data.validFrom, pointer+"/validFrom")) return false;
}
{
if(data.validUntil !== undefined){
if(!validate67(data.validUntil, pointer+"/validUntil")) return false;
}
{
if(data.credentialStatus !== undefined){
if(!validate70(data.credentialStatus, pointer+"/credentialStatus")) return false;
}
{
if(data.credentialSchema !== undefined){
if(!validate82(data.credentialSchema, pointer+"/credentialSchema")) return false;
}
{
if(data.credentialSubject !== undefined){
let data10 = data.credentialSubject;
if(!(data10 && typeof data10 == "object" && !Array.isArray(data10))){
return refuse(pointer+"/credentialSubject", 66);
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
else {
return refuse(pointer, 67);
}
}
return true;
}
const pattern13 = new RegExp("^(?:pkg:[a-z][a-z0-9.-]{0,63}(?:/(?:[A-Za-z0-9._~:-]|%[0-9A-F]{2})[A-Za-z0-9._~:-]*(?:%[0-9A-F]{2}[A-Za-z0-9._~:-]*)*)+|urn:[a-z0-9][a-z0-9-]{1,31}:(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-F]{2})[A-Za-z0-9._~!$&'()*+,;=:@/-]*(?:%[0-9A-F]{2}[A-Za-z0-9._~!$&'()*+,;=:@/-]*)*|https://(?:[a-z0-9-]+\\.)*[a-z][a-z0-9-]*(?::(?!443/)(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?(?:/(?!(?:\\.|%2E)(?:\\.|%2E)?(?:[/?#]|$))[A-Za-z0-9._~!$&'()*+,;=:@-]*(?:%[0-9A-F]{2}[A-Za-z0-9._~!$&'()*+,;=:@-]*)*)+(?:\\?[A-Za-z0-9._~!$&()*+,;=:@/?-]*(?:%[0-9A-F]{2}[A-Za-z0-9._~!$&()*+,;=:@/?-]*)*)?)$", "u");
function validate89(data, pointer = ""){
{
if(typeof data === "string"){
if((data.length > 2048 && codePoints(data) > 2048)){
return refuse(pointer, 68);
}
else {
if(!pattern13.test(data)){
return refuse(pointer, 69);
}
}
}
else {
return refuse(pointer, 70);
}
}
return true;
}
function validate95(data, pointer = ""){
{
if(Array.isArray(data)){
if(data.length > 16){
return refuse(pointer, 71);
}
else {
if(data.length < 1){
return refuse(pointer, 72);
}
else {
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
let data0 = data[i0];
{
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
let missing0;
if(((data0.scheme === undefined) && (missing0 = "scheme")) || ((data0.value === undefined) && (missing0 = "value"))){
return refuse(pointer+"/" + i0, 73, missing0);
}
else {
for(const key0 in data0){
if(!((key0 === "scheme") || (key0 === "value"))){
return refuse(pointer+"/" + i0 + "/" + pointerToken(key0), 74);
}
}
{
if(data0.scheme !== undefined){
if(!validate61(data0.scheme, pointer+"/" + i0+"/scheme")) return false;
}
{
if(data0.value !== undefined){
if(!validate61(data0.value, pointer+"/" + i0+"/value")) return false;
}
}
}
}
}
else {
return refuse(pointer+"/" + i0, 75);
}
}
}
}
}
}
else {
return refuse(pointer, 76);
}
}
return true;
}
function validate92(data, pointer = ""){
{
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data.id === undefined) && (missing0 = "id")) || ((data.name === undefined) && (missing0 = "name"))){
return refuse(pointer, 77, missing0);
}
else {
for(const key0 in data){
if(!(((key0 === "id") || (key0 === "name")) || (key0 === "registrations"))){
return refuse(pointer + "/" + pointerToken(key0), 78);
}
}
{
if(data.id !== undefined){
if(!validate59(data.id, pointer+"/id")) return false;
}
{
if(data.name !== undefined){
if(!validate61(data.name, pointer+"/name")) return false;
}
{
if(data.registrations !== undefined){
if(!validate95(data.registrations, pointer+"/registrations")) return false;
}
}
}
}
}
}
else {
return refuse(pointer, 79);
}
}
return true;
}
function validate100(data, pointer = ""){
{
if(Array.isArray(data)){
if(data.length > 64){
return refuse(pointer, 80);
}
else {
if(data.length < 1){
return refuse(pointer, 81);
}
else {
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
let data0 = data[i0];
{
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
let missing0;
if(((data0.scheme === undefined) && (missing0 = "scheme")) || ((data0.value === undefined) && (missing0 = "value"))){
return refuse(pointer+"/" + i0, 73, missing0);
}
else {
for(const key0 in data0){
if(!((key0 === "scheme") || (key0 === "value"))){
return refuse(pointer+"/" + i0 + "/" + pointerToken(key0), 74);
}
}
{
if(data0.scheme !== undefined){
let data1 = data0.scheme;
if(typeof data1 !== "string"){
return refuse(pointer+"/" + i0+"/scheme", 82);
}
if(!((((((data1 === "purl") || (data1 === "cpe23")) || (data1 === "gtin")) || (data1 === "sku")) || (data1 === "udi")) || (data1 === "url"))){
return refuse(pointer+"/" + i0+"/scheme", 83);
}
}
{
if(data0.value !== undefined){
if(!validate61(data0.value, pointer+"/" + i0+"/value")) return false;
}
}
}
}
}
else {
return refuse(pointer+"/" + i0, 75);
}
}
}
}
}
}
else {
return refuse(pointer, 84);
}
}
return true;
}
const pattern14 = new RegExp("^vers:[a-z][a-z0-9.-]{0,31}/[A-Za-z0-9.*<>=!|~+%:_-]+$", "u");
function validate103(data, pointer = ""){
{
if(typeof data === "string"){
if((data.length > 512 && codePoints(data) > 512)){
return refuse(pointer, 85);
}
else {
if(!pattern14.test(data)){
return refuse(pointer, 86);
}
}
}
else {
return refuse(pointer, 87);
}
}
return true;
}
const pattern15 = new RegExp("^(?:\\*|[A-Za-z0-9][A-Za-z0-9._:/#-]*)$", "u");
function validate106(data, pointer = ""){
let vErrors = null;
let errors = 0;
const _errs1 = errors;
let valid0 = true;
const _errs2 = errors;
if(Array.isArray(data)){
const len0 = data.length;
if(len0 > 0){
if("*" !== data[0]){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
}
var _valid0 = _errs2 === errors;
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
if(_valid0){
const _errs4 = errors;
if(Array.isArray(data)){
if(data.length > 1){
return refuse(pointer, 88);
}
}
var _valid0 = _errs4 === errors;
valid0 = _valid0;
}
if(!valid0){
const err1 = fault(pointer, 89);
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
last = vErrors?.[0];
return false;
}
if(errors === 0){
if(Array.isArray(data)){
if(data.length > 64){
return refuse(pointer, 90);
}
else {
if(data.length < 1){
return refuse(pointer, 91);
}
else {
var valid2 = true;
const len1 = data.length;
for(let i0=0; i0<len1; i0++){
let data1 = data[i0];
const _errs5 = errors;
if(errors === _errs5){
if(typeof data1 === "string"){
if((data1.length > 200 && codePoints(data1) > 200)){
return refuse(pointer+"/" + i0, 92);
}
else {
if(!pattern15.test(data1)){
return refuse(pointer+"/" + i0, 93);
}
}
}
else {
return refuse(pointer+"/" + i0, 94);
}
}
var valid2 = _errs5 === errors;
if(!valid2){
break;
}
}
}
}
}
else {
return refuse(pointer, 95);
}
}
last = vErrors?.[0];
return errors === 0;
}
const pattern16 = new RegExp("^(?:\\*|[A-Z]{2,3}(?:-[A-Z0-9]{1,3})?)$", "u");
function validate108(data, pointer = ""){
let vErrors = null;
let errors = 0;
const _errs1 = errors;
let valid0 = true;
const _errs2 = errors;
if(Array.isArray(data)){
const len0 = data.length;
if(len0 > 0){
if("*" !== data[0]){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
}
var _valid0 = _errs2 === errors;
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
if(_valid0){
const _errs4 = errors;
if(Array.isArray(data)){
if(data.length > 1){
return refuse(pointer, 88);
}
}
var _valid0 = _errs4 === errors;
valid0 = _valid0;
}
if(!valid0){
const err1 = fault(pointer, 96);
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
last = vErrors?.[0];
return false;
}
if(errors === 0){
if(Array.isArray(data)){
if(data.length > 300){
return refuse(pointer, 97);
}
else {
if(data.length < 1){
return refuse(pointer, 98);
}
else {
var valid2 = true;
const len1 = data.length;
for(let i0=0; i0<len1; i0++){
let data1 = data[i0];
const _errs5 = errors;
if(errors === _errs5){
if(typeof data1 === "string"){
if((data1.length > 7 && codePoints(data1) > 7)){
return refuse(pointer+"/" + i0, 99);
}
else {
if(!pattern16.test(data1)){
return refuse(pointer+"/" + i0, 100);
}
}
}
else {
return refuse(pointer+"/" + i0, 101);
}
}
var valid2 = _errs5 === errors;
if(!valid2){
break;
}
}
}
}
}
else {
return refuse(pointer, 102);
}
}
last = vErrors?.[0];
return errors === 0;
}
const pattern17 = new RegExp("^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}#[A-Za-z0-9][A-Za-z0-9._~/-]*(?:%[0-9A-F]{2}[A-Za-z0-9._~/-]*)*$", "u");
function validate112(data, pointer = ""){
{
if(typeof data === "string"){
if((data.length > 120 && codePoints(data) > 120)){
return refuse(pointer, 103);
}
else {
if(!pattern17.test(data)){
return refuse(pointer, 104);
}
}
}
else {
return refuse(pointer, 105);
}
}
return true;
}
function validate114(data, pointer = ""){
{
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length > 24){
return refuse(pointer, 106);
}
else {
if(Object.keys(data).length < 1){
return refuse(pointer, 107);
}
else {
for(const key0 in data){
if(!(pattern6.test(key0))){
return refuse(pointer + "/" + pointerToken(key0), 108);
}
}
{
for(const key1 in data){
if(pattern6.test(key1)){
let data0 = data[key1];
{
if(typeof data0 === "string"){
if((data0.length > 4000 && codePoints(data0) > 4000)){
return refuse(pointer+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), 23);
}
else {
if(data0.length < 1){
return refuse(pointer+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), 24);
}
}
}
else {
return refuse(pointer+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), 25);
}
}
}
}
}
}
}
}
else {
return refuse(pointer, 109);
}
}
return true;
}
function validate111(data, pointer = ""){
{
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((data.id === undefined) && (missing0 = "id")) || ((data.type === undefined) && (missing0 = "type"))) || ((data.text === undefined) && (missing0 = "text"))){
return refuse(pointer, 110, missing0);
}
else {
for(const key0 in data){
if(!(((key0 === "id") || (key0 === "type")) || (key0 === "text"))){
return refuse(pointer + "/" + pointerToken(key0), 111);
}
}
{
if(data.id !== undefined){
if(!validate112(data.id, pointer+"/id")) return false;
}
{
if(data.type !== undefined){
if("Remark" !== data.type){
return refuse(pointer+"/type", 112);
}
}
{
if(data.text !== undefined){
if(!validate114(data.text, pointer+"/text")) return false;
}
}
}
}
}
}
else {
return refuse(pointer, 113);
}
}
return true;
}
function validate118(data, pointer = ""){
{
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((data.id === undefined) && (missing0 = "id")) || ((data.version === undefined) && (missing0 = "version"))) || ((data.digestSRI === undefined) && (missing0 = "digestSRI"))){
return refuse(pointer, 114, missing0);
}
else {
for(const key0 in data){
if(!(((key0 === "id") || (key0 === "version")) || (key0 === "digestSRI"))){
return refuse(pointer + "/" + pointerToken(key0), 115);
}
}
{
if(data.id !== undefined){
if(!validate74(data.id, pointer+"/id")) return false;
}
{
if(data.version !== undefined){
if(!validate61(data.version, pointer+"/version")) return false;
}
{
if(data.digestSRI !== undefined){
if(!validate84(data.digestSRI, pointer+"/digestSRI")) return false;
}
}
}
}
}
}
else {
return refuse(pointer, 116);
}
}
return true;
}
const pattern20 = new RegExp("^https://(?:[a-z0-9-]+\\.)*[a-z][a-z0-9-]*(?::(?!443/)(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?(?:/(?!(?:\\.|%2E)(?:\\.|%2E)?(?:[/?#]|$))[A-Za-z0-9._~!$&'()*+,;=:@-]*(?:%[0-9A-F]{2}[A-Za-z0-9._~!$&'()*+,;=:@-]*)*)+(?:\\?[A-Za-z0-9._~!$&()*+,;=:@/?-]*(?:%[0-9A-F]{2}[A-Za-z0-9._~!$&()*+,;=:@/?-]*)*)?#[A-Za-z0-9][A-Za-z0-9._~/-]*(?:%[0-9A-F]{2}[A-Za-z0-9._~/-]*)*$", "u");
function validate125(data, pointer = ""){
{
if(typeof data === "string"){
if((data.length > 2048 && codePoints(data) > 2048)){
return refuse(pointer, 117);
}
else {
if(!pattern20.test(data)){
return refuse(pointer, 118);
}
}
}
else {
return refuse(pointer, 119);
}
}
return true;
}
function validate128(data, pointer = ""){
if(typeof data !== "string"){
return refuse(pointer, 120);
}
if(!(((data === "basic") || (data === "substantial")) || (data === "high"))){
return refuse(pointer, 121);
}
return true;
}
const pattern21 = new RegExp("^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$", "u");
function validate137(data, pointer = ""){
{
if(typeof data === "string"){
if((data.length > 255 && codePoints(data) > 255)){
return refuse(pointer, 122);
}
else {
if(!pattern21.test(data)){
return refuse(pointer, 123);
}
}
}
else {
return refuse(pointer, 124);
}
}
return true;
}
function validate134(data, pointer = ""){
let vErrors = null;
let errors = 0;
const _errs1 = errors;
let valid0 = true;
const _errs2 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.classification === undefined) && (missing0 = "classification")){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
else {
if(data.classification !== undefined){
if("confidential" !== data.classification){
const err1 = {};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
}
}
var _valid0 = _errs2 === errors;
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
if(_valid0){
const _errs4 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.url !== undefined){
return refuse(pointer+"/url", 125);
}
}
var _valid0 = _errs4 === errors;
valid0 = _valid0;
}
if(!valid0){
const err2 = fault(pointer, 126);
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
last = vErrors?.[0];
return false;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing1;
if(((((((((data.id === undefined) && (missing1 = "id")) || ((data.type === undefined) && (missing1 = "type"))) || ((data.name === undefined) && (missing1 = "name"))) || ((data.mediaType === undefined) && (missing1 = "mediaType"))) || ((data.digestSRI === undefined) && (missing1 = "digestSRI"))) || ((data.classification === undefined) && (missing1 = "classification"))) || ((data.role === undefined) && (missing1 = "role"))) || ((data.capturedAt === undefined) && (missing1 = "capturedAt"))){
return refuse(pointer, 127, missing1);
}
else {
const _errs5 = errors;
for(const key0 in data){
if(!(constant1.has(key0))){
return refuse(pointer + "/" + pointerToken(key0), 128);
}
}
if(_errs5 === errors){
if(data.id !== undefined){
const _errs6 = errors;
if(!validate112(data.id, pointer+"/id")) return false;
var valid3 = _errs6 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data.type !== undefined){
const _errs7 = errors;
if("Evidence" !== data.type){
return refuse(pointer+"/type", 129);
}
var valid3 = _errs7 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data.name !== undefined){
const _errs8 = errors;
if(!validate61(data.name, pointer+"/name")) return false;
var valid3 = _errs8 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data.mediaType !== undefined){
const _errs9 = errors;
if(!validate137(data.mediaType, pointer+"/mediaType")) return false;
var valid3 = _errs9 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data.digestSRI !== undefined){
const _errs10 = errors;
if(!validate84(data.digestSRI, pointer+"/digestSRI")) return false;
var valid3 = _errs10 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data.size !== undefined){
let data7 = data.size;
const _errs11 = errors;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
return refuse(pointer+"/size", 130);
}
if(errors === _errs11){
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 > 9007199254740991 || isNaN(data7)){
return refuse(pointer+"/size", 131);
}
else {
if(data7 < 0 || isNaN(data7)){
return refuse(pointer+"/size", 132);
}
}
}
}
var valid3 = _errs11 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data.url !== undefined){
const _errs13 = errors;
if(!validate74(data.url, pointer+"/url")) return false;
var valid3 = _errs13 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data.classification !== undefined){
let data9 = data.classification;
const _errs14 = errors;
if(typeof data9 !== "string"){
return refuse(pointer+"/classification", 133);
}
if(!(((data9 === "public") || (data9 === "restricted")) || (data9 === "confidential"))){
return refuse(pointer+"/classification", 134);
}
var valid3 = _errs14 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data.role !== undefined){
let data10 = data.role;
const _errs16 = errors;
if(typeof data10 !== "string"){
return refuse(pointer+"/role", 135);
}
if(!((data10 === "supports") || (data10 === "counters"))){
return refuse(pointer+"/role", 136);
}
var valid3 = _errs16 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data.capturedAt !== undefined){
const _errs18 = errors;
if(!validate67(data.capturedAt, pointer+"/capturedAt")) return false;
var valid3 = _errs18 === errors;
}
else {
var valid3 = true;
}
}
}
}
}
}
}
}
}
}
}
}
}
else {
return refuse(pointer, 137);
}
}
last = vErrors?.[0];
return errors === 0;
}
function validate123(data, pointer = ""){
{
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((((((((data.id === undefined) && (missing0 = "id")) || ((data.type === undefined) && (missing0 = "type"))) || ((data.criterion === undefined) && (missing0 = "criterion"))) || ((data.principle === undefined) && (missing0 = "principle"))) || ((data.result === undefined) && (missing0 = "result"))) || ((data.assuranceLevel === undefined) && (missing0 = "assuranceLevel"))) || ((data.method === undefined) && (missing0 = "method"))) || ((data.assessedOn === undefined) && (missing0 = "assessedOn"))){
return refuse(pointer, 138, missing0);
}
else {
for(const key0 in data){
if(!(constant2.has(key0))){
return refuse(pointer + "/" + pointerToken(key0), 139);
}
}
{
if(data.id !== undefined){
if(!validate112(data.id, pointer+"/id")) return false;
}
{
if(data.type !== undefined){
if("Assessment" !== data.type){
return refuse(pointer+"/type", 140);
}
}
{
if(data.criterion !== undefined){
if(!validate125(data.criterion, pointer+"/criterion")) return false;
}
{
if(data.principle !== undefined){
if(!validate125(data.principle, pointer+"/principle")) return false;
}
{
if(data.result !== undefined){
let data4 = data.result;
if(typeof data4 !== "string"){
return refuse(pointer+"/result", 141);
}
if(!((((((data4 === "conforms") || (data4 === "conformsWithConditions")) || (data4 === "partial")) || (data4 === "doesNotConform")) || (data4 === "notApplicable")) || (data4 === "notAssessed"))){
return refuse(pointer+"/result", 142);
}
}
{
if(data.assuranceLevel !== undefined){
if(!validate128(data.assuranceLevel, pointer+"/assuranceLevel")) return false;
}
{
if(data.method !== undefined){
let data6 = data.method;
if(typeof data6 !== "string"){
return refuse(pointer+"/method", 143);
}
if(!(((((data6 === "inspection") || (data6 === "testing")) || (data6 === "audit")) || (data6 === "documentReview")) || (data6 === "selfAssessment"))){
return refuse(pointer+"/method", 144);
}
}
{
if(data.assessedOn !== undefined){
if(!validate67(data.assessedOn, pointer+"/assessedOn")) return false;
}
{
if(data.rationale !== undefined){
if(!validate114(data.rationale, pointer+"/rationale")) return false;
}
{
if(data.conditions !== undefined){
let data9 = data.conditions;
{
if(Array.isArray(data9)){
if(data9.length > 32){
return refuse(pointer+"/conditions", 145);
}
else {
if(data9.length < 1){
return refuse(pointer+"/conditions", 146);
}
else {
const len0 = data9.length;
for(let i0=0; i0<len0; i0++){
if(!validate111(data9[i0], pointer+"/conditions/" + i0)) return false;
}
}
}
}
else {
return refuse(pointer+"/conditions", 147);
}
}
}
{
if(data.limitations !== undefined){
let data11 = data.limitations;
{
if(Array.isArray(data11)){
if(data11.length > 32){
return refuse(pointer+"/limitations", 145);
}
else {
if(data11.length < 1){
return refuse(pointer+"/limitations", 146);
}
else {
const len1 = data11.length;
for(let i1=0; i1<len1; i1++){
if(!validate111(data11[i1], pointer+"/limitations/" + i1)) return false;
}
}
}
}
else {
return refuse(pointer+"/limitations", 147);
}
}
}
{
if(data.evidence !== undefined){
let data13 = data.evidence;
{
if(Array.isArray(data13)){
if(data13.length > 64){
return refuse(pointer+"/evidence", 148);
}
else {
if(data13.length < 1){
return refuse(pointer+"/evidence", 146);
}
else {
const len2 = data13.length;
for(let i2=0; i2<len2; i2++){
if(!validate134(data13[i2], pointer+"/evidence/" + i2)) return false;
}
}
}
}
else {
return refuse(pointer+"/evidence", 147);
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
else {
return refuse(pointer, 149);
}
}
return true;
}
function validate117(data, pointer = ""){
{
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((data.type === undefined) && (missing0 = "type")) || ((data.attestationType === undefined) && (missing0 = "attestationType"))) || ((data.scheme === undefined) && (missing0 = "scheme"))) || ((data.statedParty === undefined) && (missing0 = "statedParty"))) || ((data.assessments === undefined) && (missing0 = "assessments"))){
return refuse(pointer, 150, missing0);
}
else {
for(const key0 in data){
if(!(((((key0 === "type") || (key0 === "attestationType")) || (key0 === "scheme")) || (key0 === "statedParty")) || (key0 === "assessments"))){
return refuse(pointer + "/" + pointerToken(key0), 151);
}
}
{
if(data.type !== undefined){
if("ConformityAttestation" !== data.type){
return refuse(pointer+"/type", 152);
}
}
{
if(data.attestationType !== undefined){
let data1 = data.attestationType;
if(typeof data1 !== "string"){
return refuse(pointer+"/attestationType", 153);
}
if(!((data1 === "certification") || (data1 === "declaration"))){
return refuse(pointer+"/attestationType", 154);
}
}
{
if(data.scheme !== undefined){
if(!validate118(data.scheme, pointer+"/scheme")) return false;
}
{
if(data.statedParty !== undefined){
let data3 = data.statedParty;
if(typeof data3 !== "string"){
return refuse(pointer+"/statedParty", 155);
}
if(!(((data3 === "first") || (data3 === "second")) || (data3 === "third"))){
return refuse(pointer+"/statedParty", 156);
}
}
{
if(data.assessments !== undefined){
let data4 = data.assessments;
{
if(Array.isArray(data4)){
if(data4.length > 256){
return refuse(pointer+"/assessments", 157);
}
else {
if(data4.length < 1){
return refuse(pointer+"/assessments", 146);
}
else {
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
if(!validate123(data4[i0], pointer+"/assessments/" + i0)) return false;
}
}
}
}
else {
return refuse(pointer+"/assessments", 147);
}
}
}
}
}
}
}
}
}
}
else {
return refuse(pointer, 158);
}
}
return true;
}
const pattern22 = new RegExp("^P(?:0|[1-9][0-9]{0,4})D$", "u");
function validate148(data, pointer = ""){
{
if(typeof data === "string"){
if((data.length > 7 && codePoints(data) > 7)){
return refuse(pointer, 159);
}
else {
if(!pattern22.test(data)){
return refuse(pointer, 160);
}
}
}
else {
return refuse(pointer, 161);
}
}
return true;
}
function validate88(data, pointer = ""){
{
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((((((data.id === undefined) && (missing0 = "id")) || ((data.type === undefined) && (missing0 = "type"))) || ((data.name === undefined) && (missing0 = "name"))) || ((data.manufacturer === undefined) && (missing0 = "manufacturer"))) || ((data.granularity === undefined) && (missing0 = "granularity"))) || ((data.conformity === undefined) && (missing0 = "conformity"))){
return refuse(pointer, 162, missing0);
}
else {
for(const key0 in data){
if(!(constant3.has(key0))){
return refuse(pointer + "/" + pointerToken(key0), 163);
}
}
{
if(data.id !== undefined){
if(!validate89(data.id, pointer+"/id")) return false;
}
{
if(data.type !== undefined){
if("Product" !== data.type){
return refuse(pointer+"/type", 164);
}
}
{
if(data.name !== undefined){
if(!validate61(data.name, pointer+"/name")) return false;
}
{
if(data.manufacturer !== undefined){
if(!validate92(data.manufacturer, pointer+"/manufacturer")) return false;
}
{
if(data.identifiers !== undefined){
if(!validate100(data.identifiers, pointer+"/identifiers")) return false;
}
{
if(data.versions !== undefined){
if(!validate103(data.versions, pointer+"/versions")) return false;
}
{
if(data.digests !== undefined){
let data6 = data.digests;
{
if(Array.isArray(data6)){
if(data6.length > 256){
return refuse(pointer+"/digests", 157);
}
else {
if(data6.length < 1){
return refuse(pointer+"/digests", 146);
}
else {
const len0 = data6.length;
for(let i0=0; i0<len0; i0++){
if(!validate84(data6[i0], pointer+"/digests/" + i0)) return false;
}
}
}
}
else {
return refuse(pointer+"/digests", 147);
}
}
}
{
if(data.productClasses !== undefined){
if(!validate106(data.productClasses, pointer+"/productClasses")) return false;
}
{
if(data.market !== undefined){
if(!validate108(data.market, pointer+"/market")) return false;
}
{
if(data.configuration !== undefined){
if(!validate61(data.configuration, pointer+"/configuration")) return false;
}
{
if(data.exclusions !== undefined){
let data11 = data.exclusions;
{
if(Array.isArray(data11)){
if(data11.length > 32){
return refuse(pointer+"/exclusions", 145);
}
else {
if(data11.length < 1){
return refuse(pointer+"/exclusions", 146);
}
else {
const len1 = data11.length;
for(let i1=0; i1<len1; i1++){
if(!validate111(data11[i1], pointer+"/exclusions/" + i1)) return false;
}
}
}
}
else {
return refuse(pointer+"/exclusions", 147);
}
}
}
{
if(data.granularity !== undefined){
let data13 = data.granularity;
if(typeof data13 !== "string"){
return refuse(pointer+"/granularity", 165);
}
if(!(((data13 === "model") || (data13 === "batch")) || (data13 === "item"))){
return refuse(pointer+"/granularity", 166);
}
}
{
if(data.conformity !== undefined){
if(!validate117(data.conformity, pointer+"/conformity")) return false;
}
{
if(data.accreditation !== undefined){
let data15 = data.accreditation;
{
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
let missing1;
if(((data15.id === undefined) && (missing1 = "id")) || ((data15.digestSRI === undefined) && (missing1 = "digestSRI"))){
return refuse(pointer+"/accreditation", 73, missing1);
}
else {
for(const key1 in data15){
if(!((key1 === "id") || (key1 === "digestSRI"))){
return refuse(pointer+"/accreditation" + "/" + pointerToken(key1), 74);
}
}
{
if(data15.id !== undefined){
if(!validate56(data15.id, pointer+"/accreditation/id")) return false;
}
{
if(data15.digestSRI !== undefined){
if(!validate84(data15.digestSRI, pointer+"/accreditation/digestSRI")) return false;
}
}
}
}
}
else {
return refuse(pointer+"/accreditation", 75);
}
}
}
{
if(data.supersedes !== undefined){
if(!validate56(data.supersedes, pointer+"/supersedes")) return false;
}
{
if(data.surveillance !== undefined){
let data19 = data.surveillance;
{
if(data19 && typeof data19 == "object" && !Array.isArray(data19)){
let missing2;
if((((data19.interval === undefined) && (missing2 = "interval")) || ((data19.nextDue === undefined) && (missing2 = "nextDue"))) || ((data19.grace === undefined) && (missing2 = "grace"))){
return refuse(pointer+"/surveillance", 73, missing2);
}
else {
for(const key2 in data19){
if(!(((key2 === "interval") || (key2 === "nextDue")) || (key2 === "grace"))){
return refuse(pointer+"/surveillance" + "/" + pointerToken(key2), 74);
}
}
{
if(data19.interval !== undefined){
if(!validate148(data19.interval, pointer+"/surveillance/interval")) return false;
}
{
if(data19.nextDue !== undefined){
if(!validate67(data19.nextDue, pointer+"/surveillance/nextDue")) return false;
}
{
if(data19.grace !== undefined){
if(!validate148(data19.grace, pointer+"/surveillance/grace")) return false;
}
}
}
}
}
}
else {
return refuse(pointer+"/surveillance", 75);
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
else {
return refuse(pointer, 167);
}
}
return true;
}
function validate52(data, pointer = ""){
if(!validate53(data, pointer)) return false;
{
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.credentialStatus === undefined) && (missing0 = "credentialStatus")){
return refuse(pointer, 73, missing0);
}
else {
if(data.type !== undefined){
let data0 = data.type;
{
if(Array.isArray(data0)){
if(data0.length > 2){
return refuse(pointer+"/type", 168);
}
else {
if(data0.length < 2){
return refuse(pointer+"/type", 169);
}
else {
const len0 = data0.length;
if(len0 > 0){
if("VerifiableCredential" !== data0[0]){
return refuse(pointer+"/type/0", 170);
}
}
{
if(len0 > 1){
if("ConformityCertificate" !== data0[1]){
return refuse(pointer+"/type/1", 171);
}
}
{
const len1 = data0.length;
if(!(len1 <= 2)){
return refuse(pointer+"/type", 172);
}
}
}
}
}
}
else {
return refuse(pointer+"/type", 173);
}
}
}
{
if(data.credentialSchema !== undefined){
let data3 = data.credentialSchema;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.id !== undefined){
if("https://trusted-tech.example/schemas/certificate/v1.json" !== data3.id){
return refuse(pointer+"/credentialSchema/id", 174);
}
}
}
}
{
if(data.credentialStatus !== undefined){
let data5 = data.credentialStatus;
if(Array.isArray(data5)){
if(data5.length < 2){
return refuse(pointer+"/credentialStatus", 169);
}
}
}
{
if(data.credentialSubject !== undefined){
let data6 = data.credentialSubject;
if(!validate88(data6, pointer+"/credentialSubject")) return false;
{
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
let missing1;
if(((data6.productClasses === undefined) && (missing1 = "productClasses")) || ((data6.market === undefined) && (missing1 = "market"))){
return refuse(pointer+"/credentialSubject", 73, missing1);
}
else {
if(data6.conformity !== undefined){
let data7 = data6.conformity;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
if(data7.attestationType !== undefined){
if("certification" !== data7.attestationType){
return refuse(pointer+"/credentialSubject/conformity/attestationType", 175);
}
}
}
}
}
}
}
}
}
}
}
}
}
}
return true;
}
export const validateConformityDeclaration = validate153;
function validate153(data, pointer = ""){
if(!validate53(data, pointer)) return false;
{
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type !== undefined){
let data0 = data.type;
{
if(Array.isArray(data0)){
if(data0.length > 2){
return refuse(pointer+"/type", 168);
}
else {
if(data0.length < 2){
return refuse(pointer+"/type", 169);
}
else {
const len0 = data0.length;
if(len0 > 0){
if("VerifiableCredential" !== data0[0]){
return refuse(pointer+"/type/0", 170);
}
}
{
if(len0 > 1){
if("ConformityDeclaration" !== data0[1]){
return refuse(pointer+"/type/1", 176);
}
}
{
const len1 = data0.length;
if(!(len1 <= 2)){
return refuse(pointer+"/type", 172);
}
}
}
}
}
}
else {
return refuse(pointer+"/type", 177);
}
}
}
{
if(data.credentialSchema !== undefined){
let data3 = data.credentialSchema;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.id !== undefined){
if("https://trusted-tech.example/schemas/declaration/v1.json" !== data3.id){
return refuse(pointer+"/credentialSchema/id", 178);
}
}
}
}
{
if(data.credentialSubject !== undefined){
let data5 = data.credentialSubject;
if(!validate88(data5, pointer+"/credentialSubject")) return false;
{
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(data5.conformity !== undefined){
let data6 = data5.conformity;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(data6.attestationType !== undefined){
if("declaration" !== data6.attestationType){
return refuse(pointer+"/credentialSubject/conformity/attestationType", 179);
}
}
}
}
}
}
}
}
}
}
}
return true;
}
export const validateAccreditationCredential = validate156;
const pattern23 = new RegExp("^(?:\\*|https://(?:[a-z0-9-]+\\.)*[a-z][a-z0-9-]*(?::(?!443/)(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?(?:/(?!(?:\\.|%2E)(?:\\.|%2E)?(?:[/?#]|$))[A-Za-z0-9._~!$&'()*+,;=:@-]*(?:%[0-9A-F]{2}[A-Za-z0-9._~!$&'()*+,;=:@-]*)*)+(?:\\?[A-Za-z0-9._~!$&()*+,;=:@/?-]*(?:%[0-9A-F]{2}[A-Za-z0-9._~!$&()*+,;=:@/?-]*)*)?)$", "u");
const pattern24 = new RegExp("^(?:\\*|vers:[a-z][a-z0-9.-]{0,31}/[A-Za-z0-9.*<>=!|~+%:_-]+)$", "u");
const pattern25 = new RegExp("^(?:\\*|https://(?:[a-z0-9-]+\\.)*[a-z][a-z0-9-]*(?::(?!443/)(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?(?:/(?!(?:\\.|%2E)(?:\\.|%2E)?(?:[/?#]|$))[A-Za-z0-9._~!$&'()*+,;=:@-]*(?:%[0-9A-F]{2}[A-Za-z0-9._~!$&'()*+,;=:@-]*)*)+(?:\\?[A-Za-z0-9._~!$&()*+,;=:@/?-]*(?:%[0-9A-F]{2}[A-Za-z0-9._~!$&()*+,;=:@/?-]*)*)?#[A-Za-z0-9][A-Za-z0-9._~/-]*(?:%[0-9A-F]{2}[A-Za-z0-9._~/-]*)*)$", "u");
function validate161(data, pointer = ""){
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((((((data.actions === undefined) && (missing0 = "actions")) || ((data.schemes === undefined) && (missing0 = "schemes"))) || ((data.criteria === undefined) && (missing0 = "criteria"))) || ((data.maxAssuranceLevel === undefined) && (missing0 = "maxAssuranceLevel"))) || ((data.productClasses === undefined) && (missing0 = "productClasses"))) || ((data.jurisdictions === undefined) && (missing0 = "jurisdictions"))){
return refuse(pointer, 180, missing0);
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((((((key0 === "actions") || (key0 === "schemes")) || (key0 === "criteria")) || (key0 === "maxAssuranceLevel")) || (key0 === "productClasses")) || (key0 === "jurisdictions"))){
return refuse(pointer + "/" + pointerToken(key0), 181);
}
}
if(_errs1 === errors){
if(data.actions !== undefined){
let data0 = data.actions;
const _errs2 = errors;
if(errors === _errs2){
if(Array.isArray(data0)){
if(data0.length > 3){
return refuse(pointer+"/actions", 182);
}
else {
if(data0.length < 1){
return refuse(pointer+"/actions", 146);
}
else {
var valid1 = true;
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
const _errs4 = errors;
if(typeof data1 !== "string"){
return refuse(pointer+"/actions/" + i0, 183);
}
if(!(((data1 === "accredit") || (data1 === "issueCertificate")) || (data1 === "reviewDeclaration"))){
return refuse(pointer+"/actions/" + i0, 184);
}
var valid1 = _errs4 === errors;
if(!valid1){
break;
}
}
}
}
}
else {
return refuse(pointer+"/actions", 147);
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.schemes !== undefined){
let data2 = data.schemes;
const _errs6 = errors;
const _errs8 = errors;
let valid2 = true;
const _errs9 = errors;
if(Array.isArray(data2)){
const len1 = data2.length;
if(len1 > 0){
let data3 = data2[0];
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
let missing1;
if((data3.scheme === undefined) && (missing1 = "scheme")){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
else {
if(data3.scheme !== undefined){
if("*" !== data3.scheme){
const err1 = {};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
}
}
}
}
var _valid0 = _errs9 === errors;
errors = _errs8;
if(vErrors !== null){
if(_errs8){
vErrors.length = _errs8;
}
else {
vErrors = null;
}
}
if(_valid0){
const _errs12 = errors;
if(Array.isArray(data2)){
if(data2.length > 1){
return refuse(pointer+"/schemes", 88);
}
else {
const len2 = data2.length;
if(len2 > 0){
let data5 = data2[0];
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(data5.versions !== undefined){
if("*" !== data5.versions){
return refuse(pointer+"/schemes/0/versions", 185);
}
}
}
}
}
}
var _valid0 = _errs12 === errors;
valid2 = _valid0;
}
if(!valid2){
const err2 = fault(pointer+"/schemes", 186);
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
last = vErrors?.[0];
return false;
}
if(errors === _errs6){
if(Array.isArray(data2)){
if(data2.length > 64){
return refuse(pointer+"/schemes", 148);
}
else {
if(data2.length < 1){
return refuse(pointer+"/schemes", 146);
}
else {
var valid7 = true;
const len3 = data2.length;
for(let i1=0; i1<len3; i1++){
let data7 = data2[i1];
const _errs15 = errors;
if(errors === _errs15){
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
let missing2;
if(((data7.scheme === undefined) && (missing2 = "scheme")) || ((data7.versions === undefined) && (missing2 = "versions"))){
return refuse(pointer+"/schemes/" + i1, 73, missing2);
}
else {
const _errs17 = errors;
for(const key1 in data7){
if(!((key1 === "scheme") || (key1 === "versions"))){
return refuse(pointer+"/schemes/" + i1 + "/" + pointerToken(key1), 74);
}
}
if(_errs17 === errors){
if(data7.scheme !== undefined){
let data8 = data7.scheme;
const _errs18 = errors;
if(errors === _errs18){
if(typeof data8 === "string"){
if((data8.length > 2048 && codePoints(data8) > 2048)){
return refuse(pointer+"/schemes/" + i1+"/scheme", 187);
}
else {
if(!pattern23.test(data8)){
return refuse(pointer+"/schemes/" + i1+"/scheme", 188);
}
}
}
else {
return refuse(pointer+"/schemes/" + i1+"/scheme", 189);
}
}
var valid8 = _errs18 === errors;
}
else {
var valid8 = true;
}
if(valid8){
if(data7.versions !== undefined){
let data9 = data7.versions;
const _errs20 = errors;
if(errors === _errs20){
if(typeof data9 === "string"){
if((data9.length > 512 && codePoints(data9) > 512)){
return refuse(pointer+"/schemes/" + i1+"/versions", 190);
}
else {
if(!pattern24.test(data9)){
return refuse(pointer+"/schemes/" + i1+"/versions", 191);
}
}
}
else {
return refuse(pointer+"/schemes/" + i1+"/versions", 192);
}
}
var valid8 = _errs20 === errors;
}
else {
var valid8 = true;
}
}
}
}
}
else {
return refuse(pointer+"/schemes/" + i1, 75);
}
}
var valid7 = _errs15 === errors;
if(!valid7){
break;
}
}
}
}
}
else {
return refuse(pointer+"/schemes", 147);
}
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.criteria !== undefined){
let data10 = data.criteria;
const _errs22 = errors;
const _errs24 = errors;
let valid9 = true;
const _errs25 = errors;
if(Array.isArray(data10)){
const len4 = data10.length;
if(len4 > 0){
if("*" !== data10[0]){
const err3 = {};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
var _valid1 = _errs25 === errors;
errors = _errs24;
if(vErrors !== null){
if(_errs24){
vErrors.length = _errs24;
}
else {
vErrors = null;
}
}
if(_valid1){
const _errs27 = errors;
if(Array.isArray(data10)){
if(data10.length > 1){
return refuse(pointer+"/criteria", 88);
}
}
var _valid1 = _errs27 === errors;
valid9 = _valid1;
}
if(!valid9){
const err4 = fault(pointer+"/criteria", 186);
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
last = vErrors?.[0];
return false;
}
if(errors === _errs22){
if(Array.isArray(data10)){
if(data10.length > 1000){
return refuse(pointer+"/criteria", 193);
}
else {
if(data10.length < 1){
return refuse(pointer+"/criteria", 146);
}
else {
var valid11 = true;
const len5 = data10.length;
for(let i2=0; i2<len5; i2++){
let data12 = data10[i2];
const _errs28 = errors;
if(errors === _errs28){
if(typeof data12 === "string"){
if((data12.length > 2048 && codePoints(data12) > 2048)){
return refuse(pointer+"/criteria/" + i2, 187);
}
else {
if(!pattern25.test(data12)){
return refuse(pointer+"/criteria/" + i2, 194);
}
}
}
else {
return refuse(pointer+"/criteria/" + i2, 195);
}
}
var valid11 = _errs28 === errors;
if(!valid11){
break;
}
}
}
}
}
else {
return refuse(pointer+"/criteria", 147);
}
}
var valid0 = _errs22 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.maxAssuranceLevel !== undefined){
const _errs30 = errors;
if(!validate128(data.maxAssuranceLevel, pointer+"/maxAssuranceLevel")) return false;
var valid0 = _errs30 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.productClasses !== undefined){
const _errs31 = errors;
if(!validate106(data.productClasses, pointer+"/productClasses")) return false;
var valid0 = _errs31 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.jurisdictions !== undefined){
const _errs32 = errors;
if(!validate108(data.jurisdictions, pointer+"/jurisdictions")) return false;
var valid0 = _errs32 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
}
else {
return refuse(pointer, 196);
}
}
last = vErrors?.[0];
return errors === 0;
}
const pattern26 = new RegExp("^did:(?:web:(?:[a-z0-9-]+\\.)*[a-z][a-z0-9-]*(?:%3A(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?|(?!web:)[a-z0-9]{1,32}:(?:[A-Za-z0-9._-]|%[0-9A-F]{2})[A-Za-z0-9._-]*(?:%[0-9A-F]{2}[A-Za-z0-9._-]*)*)(?::(?:[A-Za-z0-9._-]|%[0-9A-F]{2})[A-Za-z0-9._-]*(?:%[0-9A-F]{2}[A-Za-z0-9._-]*)*)*#(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-F]{2})[A-Za-z0-9._~!$&'()*+,;=:@/?-]*(?:%[0-9A-F]{2}[A-Za-z0-9._~!$&'()*+,;=:@/?-]*)*$", "u");
function validate169(data, pointer = ""){
{
if(typeof data === "string"){
if((data.length > 4096 && codePoints(data) > 4096)){
return refuse(pointer, 197);
}
else {
if(!pattern26.test(data)){
return refuse(pointer, 198);
}
}
}
else {
return refuse(pointer, 199);
}
}
return true;
}
const pattern27 = new RegExp("^z[1-9A-HJ-NP-Za-km-z]{40,}$", "u");
function validate168(data, pointer = ""){
{
if(Array.isArray(data)){
if(data.length > 64){
return refuse(pointer, 200);
}
else {
if(data.length < 1){
return refuse(pointer, 201);
}
else {
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
let data0 = data[i0];
{
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
let missing0;
if(((((data0.id === undefined) && (missing0 = "id")) || ((data0.publicKeyMultibase === undefined) && (missing0 = "publicKeyMultibase"))) || ((data0.purposes === undefined) && (missing0 = "purposes"))) || ((data0.from === undefined) && (missing0 = "from"))){
return refuse(pointer+"/" + i0, 73, missing0);
}
else {
for(const key0 in data0){
if(!((((((key0 === "id") || (key0 === "publicKeyMultibase")) || (key0 === "purposes")) || (key0 === "from")) || (key0 === "until")) || (key0 === "controller"))){
return refuse(pointer+"/" + i0 + "/" + pointerToken(key0), 74);
}
}
{
if(data0.id !== undefined){
if(!validate169(data0.id, pointer+"/" + i0+"/id")) return false;
}
{
if(data0.publicKeyMultibase !== undefined){
let data2 = data0.publicKeyMultibase;
{
if(typeof data2 === "string"){
if((data2.length > 4096 && codePoints(data2) > 4096)){
return refuse(pointer+"/" + i0+"/publicKeyMultibase", 202);
}
else {
if(!pattern27.test(data2)){
return refuse(pointer+"/" + i0+"/publicKeyMultibase", 203);
}
}
}
else {
return refuse(pointer+"/" + i0+"/publicKeyMultibase", 204);
}
}
}
{
if(data0.purposes !== undefined){
let data3 = data0.purposes;
{
if(Array.isArray(data3)){
if(data3.length > 2){
return refuse(pointer+"/" + i0+"/purposes", 168);
}
else {
if(data3.length < 1){
return refuse(pointer+"/" + i0+"/purposes", 146);
}
else {
const len1 = data3.length;
for(let i1=0; i1<len1; i1++){
let data4 = data3[i1];
if(typeof data4 !== "string"){
return refuse(pointer+"/" + i0+"/purposes/" + i1, 205);
}
if(!((data4 === "assertionMethod") || (data4 === "authentication"))){
return refuse(pointer+"/" + i0+"/purposes/" + i1, 206);
}
}
}
}
}
else {
return refuse(pointer+"/" + i0+"/purposes", 147);
}
}
}
{
if(data0.from !== undefined){
if(!validate67(data0.from, pointer+"/" + i0+"/from")) return false;
}
{
if(data0.until !== undefined){
if(!validate67(data0.until, pointer+"/" + i0+"/until")) return false;
}
{
if(data0.controller !== undefined){
if(!validate59(data0.controller, pointer+"/" + i0+"/controller")) return false;
}
}
}
}
}
}
}
}
}
else {
return refuse(pointer+"/" + i0, 75);
}
}
}
}
}
}
else {
return refuse(pointer, 207);
}
}
return true;
}
function validate156(data, pointer = ""){
if(!validate53(data, pointer)) return false;
{
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.credentialStatus === undefined) && (missing0 = "credentialStatus")){
return refuse(pointer, 73, missing0);
}
else {
if(data.type !== undefined){
let data0 = data.type;
{
if(Array.isArray(data0)){
if(data0.length > 2){
return refuse(pointer+"/type", 168);
}
else {
if(data0.length < 2){
return refuse(pointer+"/type", 169);
}
else {
const len0 = data0.length;
if(len0 > 0){
if("VerifiableCredential" !== data0[0]){
return refuse(pointer+"/type/0", 170);
}
}
{
if(len0 > 1){
if("AccreditationCredential" !== data0[1]){
return refuse(pointer+"/type/1", 208);
}
}
{
const len1 = data0.length;
if(!(len1 <= 2)){
return refuse(pointer+"/type", 172);
}
}
}
}
}
}
else {
return refuse(pointer+"/type", 209);
}
}
}
{
if(data.credentialSchema !== undefined){
let data3 = data.credentialSchema;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.id !== undefined){
if("https://trusted-tech.example/schemas/accreditation/v1.json" !== data3.id){
return refuse(pointer+"/credentialSchema/id", 210);
}
}
}
}
{
if(data.credentialStatus !== undefined){
let data5 = data.credentialStatus;
if(Array.isArray(data5)){
if(data5.length < 2){
return refuse(pointer+"/credentialStatus", 169);
}
}
}
{
if(data.credentialSubject !== undefined){
let data6 = data.credentialSubject;
{
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
let missing1;
if(((((((((data6.id === undefined) && (missing1 = "id")) || ((data6.type === undefined) && (missing1 = "type"))) || ((data6.name === undefined) && (missing1 = "name"))) || ((data6.accreditedFor === undefined) && (missing1 = "accreditedFor"))) || ((data6.maxPathLength === undefined) && (missing1 = "maxPathLength"))) || ((data6.maxCredentialLifetime === undefined) && (missing1 = "maxCredentialLifetime"))) || ((data6.independence === undefined) && (missing1 = "independence"))) || ((data6.requireLogged === undefined) && (missing1 = "requireLogged"))){
return refuse(pointer+"/credentialSubject", 73, missing1);
}
else {
for(const key0 in data6){
if(!(constant4.has(key0))){
return refuse(pointer+"/credentialSubject" + "/" + pointerToken(key0), 74);
}
}
{
if(data6.id !== undefined){
if(!validate59(data6.id, pointer+"/credentialSubject/id")) return false;
}
{
if(data6.type !== undefined){
if("AccreditedBody" !== data6.type){
return refuse(pointer+"/credentialSubject/type", 211);
}
}
{
if(data6.name !== undefined){
if(!validate61(data6.name, pointer+"/credentialSubject/name")) return false;
}
{
if(data6.registrations !== undefined){
if(!validate95(data6.registrations, pointer+"/credentialSubject/registrations")) return false;
}
{
if(data6.accreditedFor !== undefined){
if(!validate161(data6.accreditedFor, pointer+"/credentialSubject/accreditedFor")) return false;
}
{
if(data6.maxPathLength !== undefined){
let data12 = data6.maxPathLength;
if(!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12)))){
return refuse(pointer+"/credentialSubject/maxPathLength", 212);
}
{
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 > 7 || isNaN(data12)){
return refuse(pointer+"/credentialSubject/maxPathLength", 213);
}
else {
if(data12 < 0 || isNaN(data12)){
return refuse(pointer+"/credentialSubject/maxPathLength", 214);
}
}
}
}
}
{
if(data6.maxCredentialLifetime !== undefined){
if(!validate148(data6.maxCredentialLifetime, pointer+"/credentialSubject/maxCredentialLifetime")) return false;
}
{
if(data6.independence !== undefined){
let data14 = data6.independence;
if(typeof data14 !== "string"){
return refuse(pointer+"/credentialSubject/independence", 215);
}
if(!((data14 === "established") || (data14 === "declared"))){
return refuse(pointer+"/credentialSubject/independence", 216);
}
}
{
if(data6.requireLogged !== undefined){
if(typeof data6.requireLogged !== "boolean"){
return refuse(pointer+"/credentialSubject/requireLogged", 217);
}
}
{
if(data6.controlGroup !== undefined){
if(!validate61(data6.controlGroup, pointer+"/credentialSubject/controlGroup")) return false;
}
{
if(data6.keys !== undefined){
if(!validate168(data6.keys, pointer+"/credentialSubject/keys")) return false;
}
}
}
}
}
}
}
}
}
}
}
}
}
}
else {
return refuse(pointer+"/credentialSubject", 75);
}
}
}
}
}
}
}
}
}
return true;
}
export const validateMembershipCredential = validate175;
function validate175(data, pointer = ""){
if(!validate53(data, pointer)) return false;
{
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.credentialStatus === undefined) && (missing0 = "credentialStatus")){
return refuse(pointer, 73, missing0);
}
else {
if(data.type !== undefined){
let data0 = data.type;
{
if(Array.isArray(data0)){
if(data0.length > 2){
return refuse(pointer+"/type", 168);
}
else {
if(data0.length < 2){
return refuse(pointer+"/type", 169);
}
else {
const len0 = data0.length;
if(len0 > 0){
if("VerifiableCredential" !== data0[0]){
return refuse(pointer+"/type/0", 170);
}
}
{
if(len0 > 1){
if("MembershipCredential" !== data0[1]){
return refuse(pointer+"/type/1", 218);
}
}
{
const len1 = data0.length;
if(!(len1 <= 2)){
return refuse(pointer+"/type", 172);
}
}
}
}
}
}
else {
return refuse(pointer+"/type", 219);
}
}
}
{
if(data.credentialSchema !== undefined){
let data3 = data.credentialSchema;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.id !== undefined){
if("https://trusted-tech.example/schemas/membership/v1.json" !== data3.id){
return refuse(pointer+"/credentialSchema/id", 220);
}
}
}
}
{
if(data.credentialStatus !== undefined){
let data5 = data.credentialStatus;
if(Array.isArray(data5)){
if(data5.length < 2){
return refuse(pointer+"/credentialStatus", 169);
}
}
}
{
if(data.credentialSubject !== undefined){
let data6 = data.credentialSubject;
{
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
let missing1;
if(((((data6.id === undefined) && (missing1 = "id")) || ((data6.type === undefined) && (missing1 = "type"))) || ((data6.name === undefined) && (missing1 = "name"))) || ((data6.role === undefined) && (missing1 = "role"))){
return refuse(pointer+"/credentialSubject", 73, missing1);
}
else {
for(const key0 in data6){
if(!(((((((key0 === "id") || (key0 === "type")) || (key0 === "name")) || (key0 === "registrations")) || (key0 === "role")) || (key0 === "controlGroup")) || (key0 === "keys"))){
return refuse(pointer+"/credentialSubject" + "/" + pointerToken(key0), 74);
}
}
{
if(data6.id !== undefined){
if(!validate59(data6.id, pointer+"/credentialSubject/id")) return false;
}
{
if(data6.type !== undefined){
if("Member" !== data6.type){
return refuse(pointer+"/credentialSubject/type", 221);
}
}
{
if(data6.name !== undefined){
if(!validate61(data6.name, pointer+"/credentialSubject/name")) return false;
}
{
if(data6.registrations !== undefined){
if(!validate95(data6.registrations, pointer+"/credentialSubject/registrations")) return false;
}
{
if(data6.role !== undefined){
let data11 = data6.role;
if(typeof data11 !== "string"){
return refuse(pointer+"/credentialSubject/role", 222);
}
if(!(((data11 === "vendor") || (data11 === "buyer")) || (data11 === "user"))){
return refuse(pointer+"/credentialSubject/role", 223);
}
}
{
if(data6.controlGroup !== undefined){
if(!validate61(data6.controlGroup, pointer+"/credentialSubject/controlGroup")) return false;
}
{
if(data6.keys !== undefined){
if(!validate168(data6.keys, pointer+"/credentialSubject/keys")) return false;
}
}
}
}
}
}
}
}
}
}
else {
return refuse(pointer+"/credentialSubject", 75);
}
}
}
}
}
}
}
}
}
return true;
}
export const validateMandateCredential = validate182;
const pattern28 = new RegExp("^(?:\\*|(?:pkg:[a-z][a-z0-9.-]{0,63}(?:/(?:[A-Za-z0-9._~:-]|%[0-9A-F]{2})[A-Za-z0-9._~:-]*(?:%[0-9A-F]{2}[A-Za-z0-9._~:-]*)*)+|urn:[a-z0-9][a-z0-9-]{1,31}:(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-F]{2})[A-Za-z0-9._~!$&'()*+,;=:@/-]*(?:%[0-9A-F]{2}[A-Za-z0-9._~!$&'()*+,;=:@/-]*)*|https://(?:[a-z0-9-]+\\.)*[a-z][a-z0-9-]*(?::(?!443/)(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?(?:/(?!(?:\\.|%2E)(?:\\.|%2E)?(?:[/?#]|$))[A-Za-z0-9._~!$&'()*+,;=:@-]*(?:%[0-9A-F]{2}[A-Za-z0-9._~!$&'()*+,;=:@-]*)*)+(?:\\?[A-Za-z0-9._~!$&()*+,;=:@/?-]*(?:%[0-9A-F]{2}[A-Za-z0-9._~!$&()*+,;=:@/?-]*)*)?))$", "u");
function validate185(data, pointer = ""){
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data.products === undefined) && (missing0 = "products")) || ((data.until === undefined) && (missing0 = "until"))){
return refuse(pointer, 224, missing0);
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((key0 === "products") || (key0 === "until"))){
return refuse(pointer + "/" + pointerToken(key0), 225);
}
}
if(_errs1 === errors){
if(data.products !== undefined){
let data0 = data.products;
const _errs2 = errors;
const _errs4 = errors;
let valid1 = true;
const _errs5 = errors;
if(Array.isArray(data0)){
const len0 = data0.length;
if(len0 > 0){
if("*" !== data0[0]){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
}
var _valid0 = _errs5 === errors;
errors = _errs4;
if(vErrors !== null){
if(_errs4){
vErrors.length = _errs4;
}
else {
vErrors = null;
}
}
if(_valid0){
const _errs7 = errors;
if(Array.isArray(data0)){
if(data0.length > 1){
return refuse(pointer+"/products", 88);
}
}
var _valid0 = _errs7 === errors;
valid1 = _valid0;
}
if(!valid1){
const err1 = fault(pointer+"/products", 186);
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
last = vErrors?.[0];
return false;
}
if(errors === _errs2){
if(Array.isArray(data0)){
if(data0.length > 1000){
return refuse(pointer+"/products", 193);
}
else {
if(data0.length < 1){
return refuse(pointer+"/products", 146);
}
else {
var valid3 = true;
const len1 = data0.length;
for(let i0=0; i0<len1; i0++){
let data2 = data0[i0];
const _errs8 = errors;
if(errors === _errs8){
if(typeof data2 === "string"){
if((data2.length > 2048 && codePoints(data2) > 2048)){
return refuse(pointer+"/products/" + i0, 187);
}
else {
if(!pattern28.test(data2)){
return refuse(pointer+"/products/" + i0, 226);
}
}
}
else {
return refuse(pointer+"/products/" + i0, 227);
}
}
var valid3 = _errs8 === errors;
if(!valid3){
break;
}
}
}
}
}
else {
return refuse(pointer+"/products", 147);
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.until !== undefined){
const _errs10 = errors;
if(!validate67(data.until, pointer+"/until")) return false;
var valid0 = _errs10 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
else {
return refuse(pointer, 228);
}
}
last = vErrors?.[0];
return errors === 0;
}
function validate182(data, pointer = ""){
if(!validate53(data, pointer)) return false;
{
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.credentialStatus === undefined) && (missing0 = "credentialStatus")){
return refuse(pointer, 73, missing0);
}
else {
if(data.type !== undefined){
let data0 = data.type;
{
if(Array.isArray(data0)){
if(data0.length > 2){
return refuse(pointer+"/type", 168);
}
else {
if(data0.length < 2){
return refuse(pointer+"/type", 169);
}
else {
const len0 = data0.length;
if(len0 > 0){
if("VerifiableCredential" !== data0[0]){
return refuse(pointer+"/type/0", 170);
}
}
{
if(len0 > 1){
if("MandateCredential" !== data0[1]){
return refuse(pointer+"/type/1", 229);
}
}
{
const len1 = data0.length;
if(!(len1 <= 2)){
return refuse(pointer+"/type", 172);
}
}
}
}
}
}
else {
return refuse(pointer+"/type", 230);
}
}
}
{
if(data.credentialSchema !== undefined){
let data3 = data.credentialSchema;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.id !== undefined){
if("https://trusted-tech.example/schemas/mandate/v1.json" !== data3.id){
return refuse(pointer+"/credentialSchema/id", 231);
}
}
}
}
{
if(data.credentialStatus !== undefined){
let data5 = data.credentialStatus;
if(Array.isArray(data5)){
if(data5.length < 2){
return refuse(pointer+"/credentialStatus", 169);
}
}
}
{
if(data.credentialSubject !== undefined){
let data6 = data.credentialSubject;
{
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
let missing1;
if((((data6.id === undefined) && (missing1 = "id")) || ((data6.type === undefined) && (missing1 = "type"))) || ((data6.mandate === undefined) && (missing1 = "mandate"))){
return refuse(pointer+"/credentialSubject", 73, missing1);
}
else {
for(const key0 in data6){
if(!(((key0 === "id") || (key0 === "type")) || (key0 === "mandate"))){
return refuse(pointer+"/credentialSubject" + "/" + pointerToken(key0), 74);
}
}
{
if(data6.id !== undefined){
if(!validate59(data6.id, pointer+"/credentialSubject/id")) return false;
}
{
if(data6.type !== undefined){
if("Mandatee" !== data6.type){
return refuse(pointer+"/credentialSubject/type", 232);
}
}
{
if(data6.mandate !== undefined){
if(!validate185(data6.mandate, pointer+"/credentialSubject/mandate")) return false;
}
}
}
}
}
}
else {
return refuse(pointer+"/credentialSubject", 75);
}
}
}
}
}
}
}
}
}
return true;
}
export const validateBitstringStatusListCredential = validate188;
const pattern29 = new RegExp("^u[A-Za-z0-9_-]+$", "u");
function validate188(data, pointer = ""){
{
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((((data["@context"] === undefined) && (missing0 = "@context")) || ((data.id === undefined) && (missing0 = "id"))) || ((data.type === undefined) && (missing0 = "type"))) || ((data.issuer === undefined) && (missing0 = "issuer"))) || ((data.validFrom === undefined) && (missing0 = "validFrom"))) || ((data.validUntil === undefined) && (missing0 = "validUntil"))) || ((data.credentialSubject === undefined) && (missing0 = "credentialSubject"))){
return refuse(pointer, 73, missing0);
}
else {
for(const key0 in data){
if(!(((((((key0 === "@context") || (key0 === "id")) || (key0 === "type")) || (key0 === "issuer")) || (key0 === "validFrom")) || (key0 === "validUntil")) || (key0 === "credentialSubject"))){
return refuse(pointer + "/" + pointerToken(key0), 74);
}
}
{
if(data["@context"] !== undefined){
let data0 = data["@context"];
{
if(Array.isArray(data0)){
if(data0.length > 1){
return refuse(pointer+"/@context", 88);
}
else {
if(data0.length < 1){
return refuse(pointer+"/@context", 146);
}
else {
const len0 = data0.length;
if(len0 > 0){
if("https://www.w3.org/ns/credentials/v2" !== data0[0]){
return refuse(pointer+"/@context/0", 2);
}
}
{
const len1 = data0.length;
if(!(len1 <= 1)){
return refuse(pointer+"/@context", 233);
}
}
}
}
}
else {
return refuse(pointer+"/@context", 234);
}
}
}
{
if(data.id !== undefined){
if(!validate74(data.id, pointer+"/id")) return false;
}
{
if(data.type !== undefined){
let data3 = data.type;
{
if(Array.isArray(data3)){
if(data3.length > 2){
return refuse(pointer+"/type", 168);
}
else {
if(data3.length < 2){
return refuse(pointer+"/type", 169);
}
else {
const len2 = data3.length;
if(len2 > 0){
if("VerifiableCredential" !== data3[0]){
return refuse(pointer+"/type/0", 170);
}
}
{
if(len2 > 1){
if("BitstringStatusListCredential" !== data3[1]){
return refuse(pointer+"/type/1", 235);
}
}
{
const len3 = data3.length;
if(!(len3 <= 2)){
return refuse(pointer+"/type", 172);
}
}
}
}
}
}
else {
return refuse(pointer+"/type", 236);
}
}
}
{
if(data.issuer !== undefined){
if(!validate59(data.issuer, pointer+"/issuer")) return false;
}
{
if(data.validFrom !== undefined){
if(!validate67(data.validFrom, pointer+"/validFrom")) return false;
}
{
if(data.validUntil !== undefined){
if(!validate67(data.validUntil, pointer+"/validUntil")) return false;
}
{
if(data.credentialSubject !== undefined){
let data9 = data.credentialSubject;
{
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
let missing1;
if(((((data9.id === undefined) && (missing1 = "id")) || ((data9.type === undefined) && (missing1 = "type"))) || ((data9.statusPurpose === undefined) && (missing1 = "statusPurpose"))) || ((data9.encodedList === undefined) && (missing1 = "encodedList"))){
return refuse(pointer+"/credentialSubject", 73, missing1);
}
else {
for(const key1 in data9){
if(!((((key1 === "id") || (key1 === "type")) || (key1 === "statusPurpose")) || (key1 === "encodedList"))){
return refuse(pointer+"/credentialSubject" + "/" + pointerToken(key1), 74);
}
}
{
if(data9.id !== undefined){
if(!validate74(data9.id, pointer+"/credentialSubject/id")) return false;
}
{
if(data9.type !== undefined){
if("BitstringStatusList" !== data9.type){
return refuse(pointer+"/credentialSubject/type", 237);
}
}
{
if(data9.statusPurpose !== undefined){
let data12 = data9.statusPurpose;
if(typeof data12 !== "string"){
return refuse(pointer+"/credentialSubject/statusPurpose", 238);
}
if(!((data12 === "revocation") || (data12 === "suspension"))){
return refuse(pointer+"/credentialSubject/statusPurpose", 239);
}
}
{
if(data9.encodedList !== undefined){
let data13 = data9.encodedList;
{
if(typeof data13 === "string"){
if((data13.length > 1000000 && codePoints(data13) > 1000000)){
return refuse(pointer+"/credentialSubject/encodedList", 240);
}
else {
if(!pattern29.test(data13)){
return refuse(pointer+"/credentialSubject/encodedList", 241);
}
}
}
else {
return refuse(pointer+"/credentialSubject/encodedList", 242);
}
}
}
}
}
}
}
}
}
else {
return refuse(pointer+"/credentialSubject", 75);
}
}
}
}
}
}
}
}
}
}
}
}
else {
return refuse(pointer, 75);
}
}
return true;
}
export const validateVerifiablePresentation = validate194;
const pattern30 = new RegExp("^data:application/vc\\+jwt,[A-Za-z0-9_-]", "u");
function validate198(data, pointer = ""){
{
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((data["@context"] === undefined) && (missing0 = "@context")) || ((data.type === undefined) && (missing0 = "type"))) || ((data.id === undefined) && (missing0 = "id"))){
return refuse(pointer, 243, missing0);
}
else {
for(const key0 in data){
if(!(((key0 === "@context") || (key0 === "type")) || (key0 === "id"))){
return refuse(pointer + "/" + pointerToken(key0), 244);
}
}
{
if(data["@context"] !== undefined){
if("https://www.w3.org/ns/credentials/v2" !== data["@context"]){
return refuse(pointer+"/@context", 2);
}
}
{
if(data.type !== undefined){
if("EnvelopedVerifiableCredential" !== data.type){
return refuse(pointer+"/type", 245);
}
}
{
if(data.id !== undefined){
let data2 = data.id;
{
if(typeof data2 === "string"){
if((data2.length > 2000000 && codePoints(data2) > 2000000)){
return refuse(pointer+"/id", 246);
}
else {
if(!pattern30.test(data2)){
return refuse(pointer+"/id", 247);
}
}
}
else {
return refuse(pointer+"/id", 248);
}
}
}
}
}
}
}
}
else {
return refuse(pointer, 249);
}
}
return true;
}
function validate194(data, pointer = ""){
{
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((data["@context"] === undefined) && (missing0 = "@context")) || ((data.type === undefined) && (missing0 = "type"))) || ((data.holder === undefined) && (missing0 = "holder"))) || ((data.verifiableCredential === undefined) && (missing0 = "verifiableCredential"))) || ((data.binding === undefined) && (missing0 = "binding"))){
return refuse(pointer, 73, missing0);
}
else {
for(const key0 in data){
if(!((((((key0 === "@context") || (key0 === "id")) || (key0 === "type")) || (key0 === "holder")) || (key0 === "verifiableCredential")) || (key0 === "binding"))){
return refuse(pointer + "/" + pointerToken(key0), 74);
}
}
{
if(data["@context"] !== undefined){
if(!validate54(data["@context"], pointer+"/@context")) return false;
}
{
if(data.id !== undefined){
if(!validate56(data.id, pointer+"/id")) return false;
}
{
if(data.type !== undefined){
let data2 = data.type;
{
if(Array.isArray(data2)){
if(data2.length > 1){
return refuse(pointer+"/type", 88);
}
else {
if(data2.length < 1){
return refuse(pointer+"/type", 146);
}
else {
const len0 = data2.length;
if(len0 > 0){
if("VerifiablePresentation" !== data2[0]){
return refuse(pointer+"/type/0", 250);
}
}
{
const len1 = data2.length;
if(!(len1 <= 1)){
return refuse(pointer+"/type", 233);
}
}
}
}
}
else {
return refuse(pointer+"/type", 251);
}
}
}
{
if(data.holder !== undefined){
if(!validate59(data.holder, pointer+"/holder")) return false;
}
{
if(data.verifiableCredential !== undefined){
let data5 = data.verifiableCredential;
{
if(Array.isArray(data5)){
if(data5.length > 320){
return refuse(pointer+"/verifiableCredential", 252);
}
else {
if(data5.length < 1){
return refuse(pointer+"/verifiableCredential", 146);
}
else {
const len2 = data5.length;
for(let i0=0; i0<len2; i0++){
if(!validate198(data5[i0], pointer+"/verifiableCredential/" + i0)) return false;
}
}
}
}
else {
return refuse(pointer+"/verifiableCredential", 147);
}
}
}
{
if(data.binding !== undefined){
let data7 = data.binding;
if(typeof data7 !== "string"){
return refuse(pointer+"/binding", 253);
}
if(!(((data7 === "challenge") || (data7 === "addressed")) || (data7 === "origin"))){
return refuse(pointer+"/binding", 254);
}
}
}
}
}
}
}
}
}
}
else {
return refuse(pointer, 75);
}
}
return true;
}

export const VALIDATORS: { readonly [type in keyof typeof SCHEMA_REFERENCES]: Validator } = {
  ConformityCertificate: validateConformityCertificate,
  ConformityDeclaration: validateConformityDeclaration,
  AccreditationCredential: validateAccreditationCredential,
  MembershipCredential: validateMembershipCredential,
  MandateCredential: validateMandateCredential,
  BitstringStatusListCredential: validateBitstringStatusListCredential,
  VerifiablePresentation: validateVerifiablePresentation,
}

/** Digests of the exact bytes of the schema files. */
export const SCHEMA_REFERENCES = {
  ConformityCertificate: { id: "https://trusted-tech.example/schemas/certificate/v1.json", type: 'JsonSchema', digestSRI: "sha384-lKxNU2K7Jp3oYB9r/KFqcqsd18nYMyqZBMZL77FxItHJ9ljX2s9I1rh4Wzc5eCWB" },
  ConformityDeclaration: { id: "https://trusted-tech.example/schemas/declaration/v1.json", type: 'JsonSchema', digestSRI: "sha384-UMZYzrFha4CvO+J+Y3iGQN+/7uUENmzvm28bj1a8LlR0QXycOND+xdBJe5WEEeXu" },
  AccreditationCredential: { id: "https://trusted-tech.example/schemas/accreditation/v1.json", type: 'JsonSchema', digestSRI: "sha384-A0SUUACEOQo/7IL5oQxZ+FAun1UqfUUl+ZesFwv0yfbQetFWb4gP1RSMCbbhO0mi" },
  MembershipCredential: { id: "https://trusted-tech.example/schemas/membership/v1.json", type: 'JsonSchema', digestSRI: "sha384-OjQgEM47uvfLhV5bcvuMizj1rCCumvT2Rlv5zjW9TM5Bew9VQf+Ycf9VU5bc68Au" },
  MandateCredential: { id: "https://trusted-tech.example/schemas/mandate/v1.json", type: 'JsonSchema', digestSRI: "sha384-iONMp1GU/KLkkIztG0xO6k7pQMXpKiFhRaooVxw6OCSr/rNvp0H+0xSX/lJzSi2M" },
  BitstringStatusListCredential: { id: "https://trusted-tech.example/schemas/status-list/v1.json", type: 'JsonSchema', digestSRI: "sha384-Yyc2NI7VOqTivSdJc1J9ecj+WdJFM4Jp3WZHj50OWe6auSEO85Exp6kzQSm7YS8S" },
  VerifiablePresentation: { id: "https://trusted-tech.example/schemas/presentation/v1.json", type: 'JsonSchema', digestSRI: "sha384-hqEkjBEjxYKK8HHq6et4sQQDP96RkTUutFxXnGG20vi/hLLRsZDa1gFZyOcq7Sqb" },
} as const
