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

# User and system time of all finished children, in whole seconds.
cpu_seconds() {
  times | awk 'NR == 2 {
    for (i = 1; i <= 2; i++) { split($i, part, /[ms]/); sum += part[1] * 60 + part[2] }
    printf "%d", sum
  }'
}
