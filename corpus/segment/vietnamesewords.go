package segment

import "strings"

// vietnameseAbbreviations are the words whose stop may belong to them. A word
// in lower case holds in every case; one with a capital as it stands or in
// capitals throughout.
var vietnameseAbbreviations = func() map[string]class {
	m := map[string]class{}
	// Degrees, ranks and forms of address: a name follows.
	abbreviations(m, title, `GS PGS TS TSKH PTS ThS Ths Th.S CN KS KTS BS Bs BSCK DS LS Ls NS NSND NSƯT NSUT NGND NGƯT NGUT HLV GĐ TGĐ PGĐ CT PCT TBT TTK
 ĐĐ Đd TT HT Lm LM GM TGM HY Mr Mrs Ms Dr Prof St Gen Sen Rep Gov Lt Col Capt Sgt Pte Pfc Spc Rev Hon đ/c Đ/c đc BTV PV Nxb NXB Ô`)
	// Places, before a name or a number.
	abbreviations(m, title, `TP Tp tp TX Tx tx TT Tt KP Kp X Q P H T Đ Cty CTy cty`)
	abbreviations(m, numbered, `N° n° Nº nº № Tr tr trg No Nos no nos Vol vol Fig fig kv kp đt ĐT Tel tel Fax fax Email Hotline Mob Art art pp p q t x h đ kh
 qđ nđ ch chg ph Ng Nx`)
	abbreviations(m, numbered|common, `no art x q t h đ p`)
	abbreviations(m, inside, `v vd Vd VD v.d V.D vs e.g i.e cf viz tk TM KT TL TUQ Th Thg th dg sđd Sđd SĐD xb Ng Ph Kh`)
	abbreviations(m, ending, `v.v vv etc Inc Ltd Co Corp Jr Sr JSC Bros LLC al a.m p.m Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec`)
	abbreviations(m, ending|place, `T.Ư TƯ TW T.W U.S U.K U.N E.U U.S.A D.C`)
	return m
}()

// kindOf finds the class of an abbreviation; 0 if it is none. The last part of
// a chain decides: ThS.BS, PGS.TS.
func (v *vietnamese) kindOf(word string) class {
	if v.own[word] || v.own[strings.ToLower(word)] {
		return inside
	}
	if c, ok := vietnameseAbbreviations[word]; ok {
		return c
	}
	small := strings.ToLower(word)
	if c, ok := vietnameseAbbreviations[small]; ok && len(small) > 1 {
		return c &^ common
	}
	if i := strings.LastIndexAny(word, ".-/"); i >= 0 && i+1 < len(word) {
		if c := v.kindOf(word[i+1:]); c&title != 0 {
			return c
		}
	}
	return 0
}

// vietnameseOpeners are function words that no name begins with.
var vietnameseOpeners = wordList(`tuy nhưng những các theo trong ngoài nếu khi vì do bởi để với từ tại trước sau trên dưới đây đó này kia ấy vậy thế
 còn và hoặc hay song rồi nên mà thì là không chưa chẳng đã đang sẽ cũng chỉ mọi mỗi một hai ba bốn nhiều ít cả tất hầu phần
 ngay hiện nay nhờ riêng ngược thay mặc dù đặc được bị có cần phải hãy đừng việc sự cuộc cách nhất thực về cùng lúc qua đến đối khác người
 họ chúng tôi chị anh ông bà em cô chú bác cậu nó ai gì sao tức cho vừa lại điều đồng bên dự ngày tháng năm
 nhằm trả nói gần bấy dẫu hễ giá kể nhân xét suốt trải giữa`)

// vietnameseStarters begin sentences more often than names.
var vietnameseStarters = wordList(`thưa dạ vâng ừ ôi à ồ chính quả thậm hàng hơn khoảng đầu cuối lần nhà nước công cơ bộ ủy uỷ ban tỉnh huyện xã quận thành
 sáng chiều tối trưa hôm mai xin mời hỏi tiếp quy luật nghị thông kết báo số`)

// conjunctions begin a sentence even where the writer forgot the capital.
var conjunctions = wordList("và nhưng rồi còn song vì nếu khi do bởi nên tuy")

// vietnameseHeadings are the names of numbered parts of a text.
var vietnameseHeadings = set(strings.Split("điều,khoản,điểm,mục,tiểu mục,chương,phần,tiết,bài,câu,câu hỏi,hình,ảnh,bảng,biểu,biểu đồ,hộp,sơ đồ,bản đồ,"+
	"phụ lục,chuyên đề,quyển,tập,hồi,cảnh,bước,giai đoạn,chủ đề,vấn đề,ví dụ,định nghĩa,định lý,bổ đề,hệ quả,tiêu chí,nguyên tắc,đoạn,chặng,ngày,tuần,vòng,"+
	"phương án,trường hợp,nhóm,cách,nhiệm vụ,giải pháp,bài tập,chú thích,ghi chú,article,chapter,section,part", ","))

// afterSpeech are words that go on after a verb of saying: cho biết, nói với.
var afterSpeech = wordList("biết hay rằng với thêm rõ sẻ định mạnh tiếp lại")

// vietnameseSpeech are verbs of saying.
var vietnameseSpeech = wordList(`nói hỏi đáp kể bảo cười gắt quát hét la thầm thốt reo trả giải bày khẳng nhấn cho chia tâm phân nhận lo than thở lắc gật nhớ giục mắng phát biểu tuyên`)
