package text

import "strings"

func wordSet(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

// englishWords are the closed classes of English: articles, pronouns,
// prepositions, conjunctions, auxiliaries, and the commonest adverbs. They are
// written as FoldTone writes them.
var englishWords = wordSet(`the a an this that these those some any each every all both no none other another such
 i you he she it we they me him her us them myself himself herself itself ourselves themselves yourself
 my your his its our their mine yours hers ours theirs who whom whose which what
 of to in on at by for with from about into onto over under between among through during before after above below
 without within against across along around behind beyond near off out up down upon toward towards until since than as per via
 and or but nor so yet because although though while if unless whether when where why how once
 is am are was were be been being have has had having do does did done doing will would shall should can could may might must ought
 not never also only just even still already always often very too more most much many few less least then there here now again
 don't doesn't didn't isn't aren't wasn't weren't can't couldn't won't wouldn't haven't hasn't hadn't shouldn't
 it's that's there's what's let's i'm you're we're they're he's she's i've you've we've they've i'll you'll we'll they'll he'll she'll
 please new first one two three use used using make made get got see said say says first last own same like well back after
 people time year years day know think go going come take want need way work good click select file using following default`)

// plainWords are common Vietnamese words with their marks left out.
var plainWords = wordSet(`va la cua co khong duoc nhung nguoi voi trong mot cac cho nay da se thi ma khi tu den ve tai theo
 sau truoc tren duoi nhieu cung nhu con rat roi vao ra len xuong lam noi biet thay phai neu vi nen hay hoac boi do day kia ay
 viet nam nha nuoc ban toi anh chi em ong ba chung minh ho ai gi nao sao bao gio ngay thang hom qua mai giup dang`)

// foreignWords are function words of French, German, Spanish, Italian,
// Portuguese and Dutch that neither English nor Vietnamese has.
var foreignWords = wordSet(`le les des du une est sont dans pour avec qui sur pas plus nous vous ils elle cette leur aux et ou
 der die das und ist nicht ein eine einen dem den von mit auf sich auch wird bei nach wie aus zu im des fuer sind
 el los las una que y con por para como pero su sus del al es son lo se muy esta este mas
 il di che della per gli sono nel alla dei delle questo anche
 os uma com nao dos ao pelo foi mais seu sua em um
 het een van niet voor zijn naar ook maar dat wordt deze`)
