# Short names for what README.md and docs/deployment.md say at length. `make` alone lists them.
MVN ?= ./mvnw
SIZE ?= demo
COMPOSE ?= docker compose

.DEFAULT_GOAL := help
.PHONY: help run test test-all package benchmark list-times replay-rate publishing-rate publisher-counts format configuration clean env up down logs status \
        config local-up local-down local-logs local-status

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## everything in one process, on embedded PostgreSQL, with simulated partners
	$(MVN) spring-boot:run

test: ## format, compile, the tests that decide whether a change is right
	$(MVN) -T 2 verify

test-all: ## in addition kills by the dozen, replicas, overload, long abuse, brokers
	$(MVN) verify -Pthorough

package: ## the jars, without tests
	$(MVN) package -Dmaven.test.skip=true

benchmark: package ## what an order costs on this machine (OPTIONS=--quick for a short run; docs/performance.md)
	"$${JAVA_HOME:+$$JAVA_HOME/bin/}java" -jar benchmark/target/benchmark-*-app.jar $(OPTIONS)

list-times: ## how long lists and searches of a million orders take (OPTIONS=-Dlists.orders=… for others)
	$(MVN) test -pl order-query -am -Dtest=ListTimes -Dsurefire.failIfNoSpecifiedTests=false $(OPTIONS)

replay-rate: ## events a second of a replay of 50,000 orders (OPTIONS=-Dreplay.orders=… for others)
	$(MVN) test -pl order-query -am -Dtest=ReplayRate -Dsurefire.failIfNoSpecifiedTests=false $(OPTIONS)

publishing-rate: ## how fast publishers catch up with an hour (OPTIONS=-Dpublishing.publishers=kafka,… for some)
	$(MVN) test -pl processor-saga -am -Dtest=PublishingRate -Dsurefire.failIfNoSpecifiedTests=false \
		-Dtests.compiler=-XX:+TieredCompilation $(OPTIONS)

publisher-counts: package ## statements and commits that each publisher adds to an order
	$(MVN) verify -pl system-tests -am -Dtest=none -Dit.test=CountPerPublisher -Dsurefire.failIfNoSpecifiedTests=false \
		-Dfailsafe.failIfNoSpecifiedTests=false $(OPTIONS)

format: ## rewrite the sources in their format (Maven on Java 25)
	$(MVN) spotless:apply

configuration: ## write the tables of docs/configuration.md anew
	$(MVN) test -pl system-tests -am -Dtest=ConfigurationReferenceTest -Dsurefire.failIfNoSpecifiedTests=false \
		-Dconfiguration.write=true

clean: ## what was built; data in .orderflow stays
	$(MVN) clean

env: ## .env with secrets of its own, if there is none (SIZE=demo or production)
	deploy/new-env $(SIZE)

up: env ## the services, Axon Server and PostgreSQL in containers; ends when all are healthy
	$(COMPOSE) up --build --detach --wait --wait-timeout 600

down: ## stop them; their volumes stay
	$(COMPOSE) down

logs: ## follow their logs
	$(COMPOSE) logs --follow --tail 50

status: ## how they are
	$(COMPOSE) ps

config: env ## what docker compose makes of its file; needs no engine
	$(COMPOSE) config --quiet

local-up: env package ## the same as plain processes (AXON_SERVER=host:port or AXONSERVER_JAR=…)
	deploy/local/up

local-down: ## stop those
	deploy/local/down

local-logs: ## follow their logs
	deploy/local/logs

local-status: ## how they are
	deploy/local/status
