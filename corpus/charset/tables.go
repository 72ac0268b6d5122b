package charset

import "golang.org/x/text/encoding/charmap"

// table says what each byte of a one-byte charset means; U+FFFD where nothing
// is assigned. Combining marks are composed with the letter before them.
type table [256]rune

// tcvnUpper is the upper half of TCVN 5712:1993, VSCII-1, as glibc's
// TCVN5712-1 has it. Its range A0–FF without the toned capitals is TCVN3.
const tcvnUpper = "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨ" +
	"ÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ" +
	"\u00a0ĂÂÊÔƠƯĐăâêôơưđẰ" +
	"\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴ" +
	"ẮẦẨẪẤỀặầẩẫấậèỂẻẽ" +
	"éẹềểễếệìỉỄẾỒĩíịò" +
	"Ổỏõóọồổỗốộờởỡớợù" +
	"ỖủũúụừửữứựỳỷỹýỵỐ"

// visciiUpper is the upper half of VISCII 1.1 (RFC 1456, table 1).
const visciiUpper = "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐ" +
	"ỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ" +
	"Õắằặấầẩậẽẹếềểễệố" +
	"ồổỗỠƠộờởịỰỨỪỬơớƯ" +
	"ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳ" +
	"ĐứÒÓÔạỷừửÙÚỹỵÝỡư" +
	"àáâãảăữẫèéêẻìíĩỉ" +
	"đựòóôõỏọụùúũủýợỮ"

// vpsUpper is the upper half of VPS as the converter of the Mozilla suite
// (x-viet-vps, intl/uconv/ucvlatin/vps.uf) has it; the letters that the UniKey
// converter (ukengine/data.cpp) lists agree with it.
const vpsUpper = "ÀẢÃẤẦẨọỗĂếềểệẮẰẲ" +
	"Ế‘’ỀỂỄỐỒỔỖýỷỵỚỜỞ" +
	"\u00a0ắằẳẵặỠớÙờởỡŨỨợỪ" +
	"ổỬỲỸÍÌộỈĨÓửữÒỎÕự" +
	"ầÁÂấẩẫậđẻÉÊẹỉễịỹ" +
	"ƯỦồốÔỏơÈừứÚũưÝẺß" +
	"àáâãảạăçèéêẽìíîĩ" +
	"ẴĐòóôõöƠụùúủüỶẼỳ"

// The letters that three charsets put where ASCII has control characters.
var (
	tcvnControls = map[byte]rune{0x01: 'Ú', 0x02: 'Ụ', 0x04: 'Ừ', 0x05: 'Ử', 0x06: 'Ữ',
		0x11: 'Ứ', 0x12: 'Ự', 0x13: 'Ỳ', 0x14: 'Ỷ', 0x15: 'Ỹ', 0x16: 'Ý', 0x17: 'Ỵ'}
	visciiControls = map[byte]rune{0x02: 'Ẳ', 0x05: 'Ẵ', 0x06: 'Ẫ', 0x14: 'Ỷ', 0x19: 'Ỹ', 0x1E: 'Ỵ'}
	vpsControls    = map[byte]rune{0x02: 'Ạ', 0x03: 'Ậ', 0x04: 'Ặ', 0x05: 'Ẹ', 0x06: 'Ệ', 0x10: 'Ị', 0x11: 'Ọ',
		0x12: 'Ộ', 0x13: 'Ợ', 0x14: 'Ụ', 0x15: 'Ự', 0x19: 'Ỵ', 0x1C: 'Ẫ', 0x1D: 'Ữ'}
)

var (
	tableTCVN1  = newTable(tcvnUpper, tcvnControls)
	tableTCVN3  = newTCVN3()
	tableVISCII = newTable(visciiUpper, visciiControls)
	tableVPS    = newTable(vpsUpper, vpsControls)
	table1252   = newCharmap(charmap.Windows1252)
	table1258   = newCharmap(charmap.Windows1258)
)

func newTable(upper string, controls map[byte]rune) *table {
	var t table
	for i := range 128 {
		t[i] = rune(i)
	}
	for b, r := range controls {
		t[b] = r
	}
	i := 128
	for _, r := range upper {
		t[i] = r
		i++
	}
	return &t
}

// newTCVN3 builds TCVN3 (ABC), which the .VnTime fonts and their sisters show:
// A0–FF as in TCVN5712-1 (the toned capitals there come from VSCII-2 texts and
// do no harm) and, since such texts are typed in Windows, the quotes, dashes
// and bullets of windows-1252 in 80–9F.
func newTCVN3() *table {
	t := newTable(tcvnUpper, nil)
	w := newCharmap(charmap.Windows1252)
	copy(t[0x80:0xA0], w[0x80:0xA0])
	return t
}

func newCharmap(c *charmap.Charmap) *table {
	var t table
	for i := range t {
		t[i] = c.DecodeByte(byte(i))
	}
	return &t
}
