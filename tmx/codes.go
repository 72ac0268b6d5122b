package tmx

// Codes of findings. They are stable: a code is never given a new meaning.
// The Writer reports a T code when it mends the same fault the Reader would.
const (
	CodeNotTMX       = "T001" // empty, or nothing of a TMX file in it
	CodeBeforeXML    = "T002" // white space or other text before the XML declaration
	CodeEncoding     = "T003" // declared encoding is not the real one, or unknown
	CodeNoBOM        = "T004" // UTF-16 without byte order mark
	CodeBadBytes     = "T005" // bytes that are not UTF-8
	CodeControl      = "T006" // control character
	CodeControlRef   = "T007" // reference to a control or impossible character
	CodeBareAmp      = "T008" // & that starts no reference
	CodeHTMLEntity   = "T009" // entity of HTML, unknown to XML
	CodeEntity       = "T010" // entity nobody knows; never resolved
	CodeBareLess     = "T011" // < that starts no tag
	CodeStrayTag     = "T012" // in-line tag without its partner
	CodeTruncated    = "T013" // file ends inside a unit
	CodeNoEnd        = "T014" // file ends without </body> or </tmx>
	CodeCompressed   = "T015" // compressed data damaged or cut off
	CodeNoUnitEnd    = "T016" // unit without </tu>
	CodeNoVariant    = "T017" // unit without a variant
	CodeNoSegment    = "T018" // variant without seg
	CodeNoLanguage   = "T019" // variant without language
	CodeLanguage     = "T020" // language code with underscore or three letters
	CodeLanguageCase = "T021" // language code in unusual case
	CodeVersion      = "T022" // version missing or not 1.1 to 1.4
	CodeHeader       = "T023" // header missing, or without a required attribute
	CodeNoBody       = "T024" // no body element
	CodeUnknown      = "T025" // element TMX does not know
	CodeStrayText    = "T026" // text where none belongs
	CodeAttribute    = "T027" // attribute given twice or malformed
	CodeNesting      = "T028" // nested too deeply
	CodeUnitSize     = "T029" // unit larger than the limit
	CodeValueSize    = "T030" // attribute larger than the limit
	CodeSecond       = "T031" // another document after the first
	CodeDoctype      = "T032" // DOCTYPE declares entities
	CodeCDATAEnd     = "T033" // ]]> in text
	CodeMalformed    = "T034" // tags of a unit do not match
	CodeTwoSegments  = "T035" // variant with more than one seg
	CodeMisplaced    = "T036" // prop or note after tuv or seg
	CodePrefix       = "T037" // name space prefix that nothing declares
	CodeAllLanguages = "T038" // srclang leaves the source open
	CodeComment      = "T040" // comment or instruction that XML does not allow
	CodeOldLang      = "T041" // lang where TMX 1.4 wants xml:lang

	CodeNoSource      = "W001" // unit without a variant in the source language
	CodeNoTarget      = "W002" // unit without a target that has text
	CodeEmptyTarget   = "W003" // one target of several is empty
	CodeSourceCode    = "W004" // source variant under another code than the header's srclang
	CodeSourceLang    = "W005" // header's srclang unusable
	CodeOtherTarget   = "W006" // variant in a language that was not asked for
	CodeDate          = "W007" // date that is not YYYYMMDDThhmmssZ
	CodeLong1000      = "W008" // segment over 1,000 characters
	CodeLong2000      = "W009" // segment over 2,000 characters
	CodeCDATA         = "W010" // CDATA section
	CodeTool          = "W011" // creationtool that changes how clients read the file
	CodeForeignAttr   = "W012" // attribute TMX does not know
	CodeForeignInline = "W013" // in-line element TMX does not know
	CodeForeign       = "W014" // other element TMX does not know
	CodeHeaderMended  = "W015" // header field filled in
)

var severities = map[string]Severity{
	CodeNotTMX: Error, CodeTruncated: Error, CodeCompressed: Error, CodeNoVariant: Error, CodeNoSegment: Error,
	CodeNoLanguage: Error, CodeNesting: Error, CodeUnitSize: Error, CodeValueSize: Error, CodeMalformed: Error,
	CodeTwoSegments: Error, CodeNoSource: Error, CodeNoTarget: Error,
	CodeLanguageCase: Info, CodeUnknown: Info, CodePrefix: Info, CodeAllLanguages: Info, CodeOtherTarget: Info,
	CodeLong1000: Info, CodeCDATA: Info, CodeHeaderMended: Info, CodeForeignAttr: Info, CodeForeignInline: Info,
	CodeForeign: Info, CodeSecond: Warning, CodeOldLang: Info,
}

// severityOf returns the severity a code has; most are warnings.
func severityOf(code string) Severity {
	if s, ok := severities[code]; ok {
		return s
	}
	return Warning
}
