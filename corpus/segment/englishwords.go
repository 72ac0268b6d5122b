package segment

import "strings"

// englishAbbreviations are the words whose stop may belong to them. A word in
// lower case holds in every case; one with a capital only as it stands or in
// capitals throughout.
var englishAbbreviations = func() map[string]class {
	m := map[string]class{}
	abbreviations(m, title, `Mr Mrs Ms Mx Dr Drs Prof Profs Assoc Asst Adj Gen Maj Col Lt Capt Cpt Cmdr Cdr Cpl Sgt Pvt Pte Pfc Spc LCpl Det Const Adm Brig Comdr Supt Insp  Rep Reps Sen Sens Gov Pres Amb Sec-Gen Hon Rev Fr Msgr Mgr Srta St Ste Mt Mts Ft Pt Messrs Mme Mlle Mmes Hr Frl Atty  Capts Cols Gens Govs Lts Bp Archbp Supt Vice-Pres Wm Geo Chas Thos Jas Jos Benj `)
	abbreviations(m, numbered, `al N° n° Nº nº № c no nos art arts para paras fig figs sec secs sect sects ch chs chap chaps vol vols pp p eq eqs eqn ex exs ref refs
 app tab cl reg regs pt pts ser iss col cols fol ff ln lns tel ext rm apt bldg ste fl hwy rte rt lot op opp bk bks ver v vers n nn q qq cap caps
 bul bull pub stat tit art-no ord res dec cir doc docs encl`)
	abbreviations(m, numbered|common, `c no art fig ex pub lot app tab col ref sec stat dec ext ver res fl cap rm doc docs op`)
	abbreviations(m, inside, `e.g eg i.e ie vs viz cf ca approx esp incl excl resp orig avg aka a.k.a f.k.a w.r.t
 transl repr publ est abbr adv cont contd intl natl mfg mgmt misc et ibid op.cit loc.cit s.v q.v
 bros-and nr attn c/o b/c w/o dba d.b.a al. pers`)
	abbreviations(m, ending, `dept govt inc ltd co corp llc plc jr sr bros cos assn ass'n assocs mfrs esq etc ph.d m.d d.d.s b.a m.a b.s m.s b.sc m.sc
 ll.b ll.m j.d d.phil m.phil r.n c.p.a m.b.a ave blvd rd hwys pkwy sq ctr ct tpk
 ala ariz ark calif colo conn fla kan ky minn mont neb nev okla penn tenn tex vt wash wis wyo mich
 ont que sask
 bn mn tn pct lb lbs oz kg km cm mm ml mg sq.ft yd yds mph hr hrs mins yr yrs mo mos wk wks gal qt bbl pct m.p.h r.p.m
 a.d b.c b.c.e c.e r.i.p p.s n.b v.v ed eds trans intro dist
 univ inst acad sch coll conf proc suppl suppls`)
	abbreviations(m, ending, "EST EDT CST CDT PST PDT") // zones, not estimates
	abbreviations(m, ending|clock, "a.m p.m")
	abbreviations(m, ending|place, `U.S U.K U.N E.U U.S.A U.S.S.R D.C N.Y N.J N.H N.M N.C S.C N.D S.D R.I W.Va P.R L.A U.A.E D.R.C P.R.C`)
	abbreviations(m, ending|month, `Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Mon Tue Tues Wed Weds Thu Thur Thurs Fri`)
	return m
}()

// kindOf finds the class of an abbreviation; 0 if it is none.
func (e *english) kindOf(word string) class {
	if len(word) == 1 && capital(word) {
		return 0 // an initial
	}
	if e.own[word] || e.own[strings.ToLower(word)] {
		return inside
	}
	if c, ok := englishAbbreviations[word]; ok {
		return c
	}
	small := strings.ToLower(word)
	if c, ok := englishAbbreviations[small]; ok {
		return c
	}
	if word == strings.ToUpper(word) && len(word) > 1 {
		// MR., GEN., JAN.
		return englishAbbreviations[word[:1]+small[1:]]
	}
	if i := strings.LastIndexAny(word, "-–/"); i >= 0 { // Lt.-Gen., and/or vs.
		return e.kindOf(word[i+1:])
	}
	return 0
}

// starters are words that begin a sentence where they bear a capital behind a
// stop: they are no names.
var starters = wordList(`the this that these those it it's he he's she she's they they're we we're you you're i i'm i've a an
 in on at by for from with as to of into onto upon about above across against along among around behind below beneath beside between beyond
 if when whenever while where wherever who whom whose what which why how whether
 but and or nor yet so then there there's here after before since until although though because unless once
 however moreover furthermore therefore thus hence meanwhile nevertheless nonetheless consequently otherwise besides indeed instead
 also its his her their our my your him them us some any many most much several all both each every either neither no not none nobody nothing
 despite according another other others such only even just now today yesterday tomorrow still again
 is are was were do does did don't didn't can can't cannot could will would should shall may might must have has had let please
 finally first second third next later earlier perhaps maybe under over through throughout during within without unlike like
 more less few one two three four five six seven eight nine ten people everyone someone everything something somebody`)

// interjections begin what somebody says.
var interjections = wordList("yes no yeah yep nope oh ah well okay ok hey see look listen sure right wait um uh")

// headings are the names of numbered parts of a text.
var headings = wordList(`article articles section sections chapter part clause paragraph point item step stage phase rule principle question answer
 exercise example lesson unit volume book appendix annex schedule title table figure fig tab map plate box chart diagram photo image scheme
 theorem lemma definition proposition corollary remark claim note case problem option scenario round day week level act scene verse psalm
 sec art arts ch chap para cl vol pt amendment resolution decision recommendation objective goal task tip method way module session topic hypothesis experiment study`)

var streets = wordList("St Dr Mt Ft Pt Ste")

// afterTime are words that go on after a.m. and p.m.
var afterTime = wordList(`Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October
 November December EST EDT CST CDT MST MDT PST PDT GMT UTC BST CET ET PT Eastern Pacific Central Mountain Hanoi Vietnam local`)

var speech = wordList(`said says say asked asks ask replied replies answered answers cried cries shouted shouts whispered exclaimed wrote writes
 added adds told tells thought thinks wondered demanded called calls continued insisted muttered screamed yelled inquired queried`)

var exclaimedNames = wordList("Yahoo Jeopardy Yum Guess Mamma Oklahoma Hello Airplane")
