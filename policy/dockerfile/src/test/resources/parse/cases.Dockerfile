from A as B
rUn x
Onbuild Copy a b
HealthCheck None
healthcheck cmd ["a"]
eNv a=b
aRg c
MaIntainer d
