mkdir lower upper work merged lower/dir
echo "from below" > lower/a
echo "also from below" > lower/b
echo "inside" > lower/dir/x
mount -t overlay overlay -o lowerdir=/lab/lower,upperdir=/lab/upper,workdir=/lab/work merged
