package terms

import (
	"strings"

	"songngu/corpus/text"
)

// listed makes a set of the words of a list; words of several parts are parted
// by a hyphen-minus in none of them, so that blanks part entries.
func listed(s string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		set[strings.ReplaceAll(w, "_", " ")] = true
	}
	return set
}

// functionEN are English words that are in no term: articles, pronouns,
// prepositions, conjunctions, auxiliaries, and adverbs and verbs too common to
// name anything.
var functionEN = listed(`a an the this that these those some any each every all both either neither no none another
i me my mine we us our you your yours he him his she her hers it its they them their theirs who whom whose which what
one ones someone anyone everyone nobody something anything everything nothing itself themselves himself herself yourself
in on at by for with from to into onto upon over under above below between among through during before after since until
about against within without along across behind beyond near off out up down around toward towards per via than as like
and or but nor so yet if unless because although though while whereas whether when where why how then else
be is are was were been being am do does did done doing have has had having can could will would shall should may might must
not also only just even still already again ever never always often usually sometimes too very much more most less least
many few several such other others same own here there now today however therefore thus hence instead rather quite
get gets got make makes made making take takes took taken go goes went gone going come comes came give gives gave given
say says said tell told see sees saw seen know knows known think want wants wanted need needs needed let lets
use uses used using click choose select press enter open close want allow allows allowed contain contains specify specifies
become becomes became begin began begins seem seems keep keeps kept put puts set_to show shows shown appear appears
include includes including included according due based well etc please yes ok okay able available
two three four five six seven eight nine ten hundred thousand million billion
monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december
today yesterday tomorrow tonight minute minutes hour hours
mr mrs ms dr it's don't first second third last next`)

// openersEN are words that a term does not begin with.
var openersEN = listed(`corresponding remaining respective following previous current new old certain different various particular specific entire whole full
above-mentioned said own additional further recent early late later long large small big great good better best bad high low
main major possible necessary important similar main same total common general special main additional actual
times way ways part parts lot number kind kinds case cases example examples thing things people day days time year years month months week weeks`)

// nominalEN and verbalEN are words that a noun phrase, or a verb, follows.
var nominalEN = listed(`the a an this that these those each every any some no my your his her its our their of in on at by
for with from into between within without under over all both such another other`)

var verbalEN = listed(`to can could will would shall should may might must not you we they he she i it who don't does do did cannot please`)

// functionVI are Vietnamese words with which a term neither begins nor ends.
var functionVI = listed(`của và là các những một được bị cho với trong trên dưới khi thì mà này đó để có không sẽ đã đang
rằng tại từ đến tới ở bởi theo như hoặc hay nếu vì do cũng rất nhiều mọi mỗi bạn nó chúng họ tôi ta ông bà anh chị em
ra vào lên xuống lại vẫn còn chỉ phải cần hãy đây kia ấy gì nào sau trước về qua bằng nên cùng đều giữa ngoài hơn nhất
chưa nhưng tuy song bất_kỳ bất_cứ tất_cả toàn_bộ cả mình ai đâu sao thế vậy nữa rồi luôn thường có_thể không_thể
bao_gồm gồm thuộc giống nhau cho_phép sử_dụng dùng chọn nhấn bấm nhấp đặt hiện_thị hiển_thị làm thêm đi
hai ba bốn năm sáu bảy tám chín mười trăm nghìn triệu tỷ số_lượng vài vài_ba dù thay_vì đối_với trong_khi
mới vừa ngay xem đó_là kể_từ thông_qua liên_quan_đến cái`)

// openVI are words that may begin a Vietnamese term and not end it: what
// counts and names kinds of things.
var openVI = listed(`việc cuộc cách con chiếc`)

// The lists of Vietnamese words as the word table folds them.
var functionFolded, openFolded = folded(functionVI), folded(openVI)

func folded(set map[string]bool) map[string]bool {
	out := map[string]bool{}
	for w := range set {
		out[text.FoldTone(w)] = true
	}
	return out
}
