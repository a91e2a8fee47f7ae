# Each line is given to bash; what it prints follows it, and its status where that is not 0.
cd $T
while IFS= read -r line <&3; do printf '$ %s\n' "$line"; eval "$line" 3<&-; status=$?; [ $status = 0 ] || echo "[$status]"; done 3<<'END'
export TZ=UTC0
date -u -d '2024-02-29 12:34:56' 
date -d @0
date -d @1700000000.123456789 +%s.%N
date -d '2024-02-29 12:34:56' '+%a %A %b %B %c %C %d %D %e %F %g %G %h %H %I %j %k %l %m %M %n %N %p %P %q %r %R %s %S %t %T %u %U %V %w %W %x %X %y %Y %z %Z %%'
date -d '2024-02-29 12:34:56.789' '+%:z %::z %:::z %3N %-d %_d %05d %^a %#Z %10Y %-H %_H %+4Y %E %Ey %Od'
date -R -d '2024-01-05 01:02:03'
date -I -d '2024-01-05 01:02:03'
date -Iseconds -d '2024-01-05 01:02:03'
date -Ins -d '2024-01-05 01:02:03'
date -Ihours -d '2024-01-05 01:02:03'
date -Iminutes -d '2024-01-05 01:02:03'
date -Ix
date --rfc-3339=seconds -d '2024-01-05 01:02:03'
date --rfc-3339=ns -d '2024-01-05 01:02:03'
date --rfc-3339=date -d '2024-01-05 01:02:03'
TZ=CST-8 date -d '2024-01-05 01:02:03' '+%z %Z %s'
TZ=EST5 date -d '2024-01-05 01:02:03' '+%z %Z %s'
date -d '2024-01-05 01:02:03 +0800' +%s
date -d '2024-01-05T01:02:03Z' +%s
date -d '2024-01-31 1 month' +%F
date -d '2024-01-05 -1 day' +%F
date -d '2024-01-05 + 3 weeks' +%F
date -d '2024-01-05 2 days ago' +%F
date -d '2024-01-05 next year' +%F
date -d '2024-01-05 last month' +%F
date -d '2024-01-05 10:00 tomorrow' '+%F %T'
date -d '2024-01-05 yesterday' +%F
date -d '2024-01-05 12:00 + 90 minutes' '+%F %T'
date -d '2024-01-05 monday' +%F
date -d '2024-01-05 next friday' +%F
date -d '2024-01-05 last friday' +%F
date -d 'Jan 5 2024 3pm' '+%F %T'
date -d '5 Jan 2024' +%F
date -d '1/5/2024' +%F
date -d '20240105' +%F
date -d '20240105 0102' '+%F %T'
date -d '2024-01-05 noon' '+%F %T'
date -d '12:34 2024-01-05' '+%F %T'
date -d 'Fri, 05 Jan 2024 01:02:03 +0000' +%s
date -d 'TZ="UTC" 2024-01-05' +%s
date -d '' +%T
date -d '2024-13-01'
date -d '25:00'
date -d '2024-02-30'
date -d '2024-01-05 +1 fortnight' +%F
date -d '1970-01-01 UTC' +%s
date -d '2024-01-05 01:02:03 EST' +%s
date +%F +%T
date x
date -d now x
date -d now -r /
date -r nope
date -R -I
touch -d '2020-01-02 03:04:05' f; date -r f
printf '2024-01-05\nbad\n@86400\n' > list; date -f list +%F
date -d '2024-01-05' +%s -u
date --resolution
date -d '2024-01-05' '+%'
date -d '2024-01-05' '+a%'
date -d '2024-01-05' '+%Q %i'
END
