package simulator

func strangeAccount(seed uint64) *account {
	chance := newStream(seed, "strange")
	return &account{id: digits(chance.at(0, "account"))}
}

func (s *Server) readLeniently(*call) (input, bool) { return input{}, false }

func shuffled(k, _, _ int) int { return k }
