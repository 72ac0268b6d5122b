package page_test

import (
	"fmt"
	"slices"
	"strings"
)

// pair is a bead of a text that a test reviews.
type pair struct {
	en, vi     []string
	confidence float64
	heading    bool
}

// library is an article about a village library, with the faults that a reviewer
// meets: sentences divided otherwise on the two sides, one left out, one put to
// the wrong pair, a number that does not agree, a word misspelt.
var library = []pair{
	{en: []string{"A library on a houseboat"}, vi: []string{"Thư viện trên một chiếc thuyền"}, confidence: .997, heading: true},
	{en: []string{"Every Saturday morning a wooden boat painted green ties up below the market of Cái Sậy."}, vi: []string{"Mỗi sáng thứ Bảy, một chiếc thuyền gỗ sơn xanh lại cập bến dưới chợ Cái Sậy."}, confidence: .993},
	{en: []string{"It carries no rice and no fish, only 1,240 books in plastic crates."}, vi: []string{"Thuyền không chở gạo, cũng không chở cá, chỉ có 1.240 cuốn sách xếp trong những thùng nhựa."}, confidence: .996},
	{en: []string{"Children wait on the steps long before the engine can be heard, and the youngest of them hold on to a rope that the ferryman has tied for them."},
		vi: []string{"Từ lúc chưa nghe tiếng máy, bọn trẻ đã ngồi đợi trên bậc đá.", "Những em nhỏ nhất bám vào sợi dây bác lái đò buộc sẵn."}, confidence: .941},
	{en: []string{"Mrs Hạnh, 67, taught arithmetic for thirty years before she bought the boat with her savings."}, vi: []string{"Bà Hạnh, 67 tuổi, dạy toán ba mươi năm rồi mới dành dụm mua được chiếc thuyền."}, confidence: .982},
	{en: []string{"“My house was full of books,” she says.", "“The water took me to the readers.”"}, vi: []string{"“Nhà tôi đầy sách,” bà kể, “còn con nước thì đưa tôi đến với người đọc.”"}, confidence: .953},
	{en: []string{"How a book is lent"}, vi: []string{"Mượn sách như thế nào"}, confidence: .988, heading: true},
	{en: []string{"There are no cards and no fines."}, vi: []string{"Ở đây không có thẻ, cũng không phạt tiền."}, confidence: .979},
	{en: []string{"A reader writes a name in a notebook and brings the book back whenever the boat returns."}, vi: []string{"Người đọc ghi tên vào một cuốn sổ, thuyền trở lại lúc nào thì trả sách lúc ấy."}, confidence: .972},
	{en: []string{"Last year 46 books were lost, most of them to the flood in October."}, vi: []string{"Năm ngoái mất 64 cuốn, phần lớn do trận lũ hồi tháng Mười."}, confidence: .966},
	{en: nil, vi: []string{"Bà không tiếc, bà chỉ lo sách ướt thì không ai đọc được nữa."}, confidence: .874},
	{en: []string{"Since then the crates have stood on a shelf that rises with the water."}, vi: []string{"Từ đó, các thùng sách được đặt trên một cái giá biết nổi theo con nước."}, confidence: .958},
	{en: []string{"The shelf was the idea of a pupil of hers, who is now a carpenter in Bến Tràm.", "He came on a Sunday with his tools.", "By dusk it was done."},
		vi: []string{"Cái giá là sáng kiến của một học trò cũ, nay làm thợ mộc ở Bến Tràm, chủ nhật mang đồ nghề tới, chiều tối đã xong."}, confidence: .612},
	{en: []string{"Nobody paid him."}, vi: []string{"Bà vẫn giữ tấm ảnh chụp hôm hạ thủy.", "Không ai trả công cho anh."}, confidence: .338},
	{en: []string{"She still keeps the photograph of the day the boat was launched."}, vi: nil, confidence: .421},
	{en: []string{"What is read"}, vi: []string{"Người ta đọc gì"}, confidence: .985, heading: true},
	{en: []string{"Fishermen ask for tales of the sea; their wives prefer recipes and the lives of singers."}, vi: []string{"Dân chài hỏi mượn truyện biển, còn các bà vợ thì thích sách nấu ăn và chuyện đời ca sĩ."}, confidence: .969},
	{en: []string{"The most wanted book is a dictionary from 1998 whose cover is held on by tape."}, vi: []string{"Cuốn được hỏi nhiều nhất là một quyển từ điển in năm 1998, bìa phải dán băng keo."}, confidence: .991},
	{en: []string{"It is never lent for more than two weeks."}, vi: []string{"Quyển ấy không cho ai mượn quá hai tuần."}, confidence: .963},
	{en: []string{"“With it I learnt to read the labels on medicine,” says Mr Lượng, who repairs nets."}, vi: []string{"“Nhờ nó mà tôi đọc được nhãn thuốc,” ông Lượng, người vá lưới, nói."}, confidence: .977},
	{en: []string{"In the rainy season the boat stays two nights, because the canals are too swift to go back in the dark."}, vi: []string{"Mùa mưa, thuyền nghỉ lại hai đêm vì kênh chảy xiết, không thể về trong đêm tối."}, confidence: .955},
	{en: []string{"Then there is reading by lamplight, and someone always brings tea."}, vi: []string{"Những đêm ấy mọi người đọc sách bên đèn, và thế nào cũng có ai mang trà tới."}, confidence: .931},
	{en: []string{"A second boat"}, vi: []string{"Chiếc thuyền thứ hai"}, confidence: .99, heading: true},
	{en: []string{"On 3 May 2024 the province lent her a second boat, smaller and faster than the first."}, vi: []string{"Ngày 3-5-2024, tỉnh cho bà mượn chiếc thuyền thứ hai, nhỏ hơn và nhanh hơn chiếc đầu."}, confidence: .994},
	{en: []string{"It is steered by two sisters who grew up among the crates."}, vi: []string{"Cầm lái là hai chị em lớn lên giữa những thùng sách."}, confidence: .948},
	{en: []string{"They have added comics, and a box in which children may leave stories of there own."}, vi: []string{"Hai cô đưa thêm truyện tranh, và một chiếc hộp để trẻ con bỏ vào những câu chuyện tự viết."}, confidence: .936},
	{en: []string{"The box is emptied once a month and its best story is read aloud on deck."}, vi: []string{"Mỗi tháng hộp được mở một lần, câu chuyện hay nhất được đọc to trên boong."}, confidence: .971},
	{en: []string{"“I do not know how long I will go on,” says Mrs Hạnh.", "“But the river does not stop either.”"}, vi: []string{"“Tôi không biết còn đi được bao lâu,” bà Hạnh nói.", "“Nhưng sông thì có bao giờ nghỉ đâu.”"}, confidence: .917},
}

// long is n pairs, made of the article over and over, each with a number of its
// own so that no two are the same.
func long(n int) []pair {
	list := make([]pair, 0, n)
	for i := range n {
		p := library[i%len(library)]
		number := func(side []string) []string {
			var out []string
			for _, s := range side {
				out = append(out, fmt.Sprintf("%s (%d)", s, i+1))
			}
			return out
		}
		p.en, p.vi = number(p.en), number(p.vi)
		p.confidence = 1 - (1-p.confidence)*float64(i%7+1)/7
		list = append(list, p)
	}
	return list
}

// theirs is the article as somebody else has aligned it: two pairs are linked as
// they should be, and a word is another.
func theirs() []pair {
	list := slices.Clone(library)
	list[13] = pair{en: library[13].en, vi: library[13].vi[1:], confidence: .9}
	list[14] = pair{en: library[14].en, vi: library[13].vi[:1], confidence: .9}
	list[25].en = []string{strings.Replace(list[25].en[0], "there own", "their own", 1)}
	return list
}
