package policy

// answer is one of three, the smaller the less.
type answer int

const (
	no answer = iota
	maybe
	yes
)

// truth is an answer, and whether it rests on an inference.
type truth struct {
	answer   answer
	inferred bool
}

// either returns a certain yes or no.
func either(is bool) truth {
	if is {
		return truth{answer: yes}
	}
	return truth{answer: no}
}

// infer marks a truth as inferred.
func (t truth) infer() truth {
	t.inferred = true
	return t
}

// not turns yes and no around.
func (t truth) not() truth {
	t.answer = yes - t.answer
	return t
}

// and returns what holds if both must: a certain no beats an inferred one.
func (t truth) and(other truth) truth {
	switch {
	case t.answer < other.answer:
		return t
	case t.answer > other.answer:
		return other
	case t.answer == no:
		return truth{answer: no, inferred: t.inferred && other.inferred}
	default:
		return truth{answer: t.answer, inferred: t.inferred || other.inferred}
	}
}

// or returns what holds if one is enough: a certain yes beats an inferred one.
func (t truth) or(other truth) truth { return t.not().and(other.not()).not() }

// agreed returns what both say; may be where they differ.
func (t truth) agreed(other truth) truth {
	if t.answer != other.answer {
		return truth{answer: maybe}
	}
	return truth{answer: t.answer, inferred: t.inferred || other.inferred}
}
