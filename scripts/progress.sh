# Sourced: tells what is being done, how far along it is, and what it cost.

step_number=0

# step <title> <command...>: the caller has set steps_total.
step() {
  step_number=$((step_number + 1))
  echo "[$step_number/$steps_total] $1"
  local started=$SECONDS
  "${@:2}"
  echo "    done after $((SECONDS - started)) s"
}

# User and system time of all that the script has run and waited for, in whole seconds. Read from the
# kernel, since `times` in a subshell speaks of the subshell alone: fields 16 and 17, after the name.
cpu_seconds() {
  awk -v ticks="$(getconf CLK_TCK)" '{ sub(/^.*\) /, ""); printf "%d", ($14 + $15) / ticks }' "/proc/$$/stat"
}
