package main

import (
	"database/sql"

	"github.com/rogpeppe/go-internal/testscript"
)

// sdltmFile runs "sdltm FILE": it makes a memory of Trados Studio of two units
// and a damaged one. The driver of SQLite is there with package memory.
func sdltmFile(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: sdltm FILE")
	}
	db, err := sql.Open("sqlite", ts.MkAbs(args[0]))
	ts.Check(err)
	defer db.Close()
	_, err = db.Exec(`CREATE TABLE translation_memories(id INTEGER PRIMARY KEY, name TEXT, source_language TEXT, target_language TEXT);
		INSERT INTO translation_memories VALUES (1, 'Harbour', 'en-US', 'vi-VN');
		CREATE TABLE translation_units(id INTEGER PRIMARY KEY, translation_memory_id INT, source_segment TEXT, target_segment TEXT, creation_date DATETIME, creation_user TEXT)`)
	ts.Check(err)
	tag := func(kind string) string {
		return "<Tag><Type>" + kind + "</Type><Anchor>1</Anchor><AlignmentAnchor>1</AlignmentAnchor><TagID>b</TagID></Tag>"
	}
	said := func(text string) string { return "<Text><Value>" + text + "</Value></Text>" }
	segment := func(elements string) string { return "<Segment><Elements>" + elements + "</Elements></Segment>" }
	for _, u := range [][2]string{
		{segment(said("Ships wait outside.")), segment(said("Tàu đợi bên ngoài."))},
		{segment(said("Tie the ") + tag("Start") + said("boat") + tag("End") + said(".")), segment(said("Buộc thuyền lại."))},
		{"<Segment>", segment(said("Hỏng."))},
	} {
		_, err = db.Exec("INSERT INTO translation_units VALUES (NULL, 1, ?, ?, '2024-01-02 03:04:05', 'lan')", u[0], u[1])
		ts.Check(err)
	}
}
