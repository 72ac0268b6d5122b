package charset

func decodeTCVN3(data []byte) ([]byte, counts) { return decodeTable(tableTCVN3, data) }
